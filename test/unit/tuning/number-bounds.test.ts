import { validateExperiment } from '../../../modules/tuning';
import { anExperiment, declared } from './an-experiment';

/** What is said of a range with these bounds. */
function said(kind: 'integer' | 'continuous', min: number, max: number): string[] {
  const parameter_ranges = declared([{ kind, name: 'x', min, max, scaling: 'Auto' }]);
  return validateExperiment(anExperiment({ parameter_ranges })).map(
    ({ severity, summary, detail }) => `${severity} ${summary}: ${detail}`,
  );
}

describe('bounds that numbers of 64 bits cannot hold', () => {
  it.each([
    ['continuous', 0, 1e308],
    ['continuous', -8e307, 8e307],
    ['continuous', 5e-324, 1],
    ['integer', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ] as const)('a %s range from %d to %d is searched', (kind, min, max) => {
    expect(said(kind, min, max)).toEqual([]);
  });

  it.each([
    ['continuous', 0, Number('1e400'), 'max_value of parameter x is larger than a 64-bit number can be.'],
    ['continuous', Number('-1e400'), 0, 'min_value of parameter x is larger than a 64-bit number can be.'],
    ['integer', 0, Number('1e400'), 'max_value of parameter x is larger than a 64-bit number can be.'],
    ['continuous', -1e308, 1e308, 'which are further apart than a 64-bit number can express'],
    ['integer', 0, 2 ** 53, 'Whole numbers are exact only between'],
    ['integer', 0.5, 3, 'An integer range needs whole bounds'],
  ] as const)('a %s range from %d to %d is rejected', (kind, min, max, text) => {
    const [first, ...rest] = said(kind, min, max);
    expect(first).toContain(text);
    expect(rest).toEqual([]);
  });
});

describe('the key of the artifacts', () => {
  const key = (kms_key_id: string) =>
    validateExperiment(anExperiment({ output_data_config: { kms_key_id } })).map(
      ({ summary, detail }) => `${summary}: ${detail}`,
    );

  it.each([
    'arn:aws:kms:us-east-1:000000000000:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    'arn:aws-cn:kms:cn-north-1:000000000000:alias/my_key',
    'alias/my-key',
    '1234abcd-12ab-34cd-56ef-1234567890ab',
  ])('may be %s', (id) => {
    expect(key(id)).toEqual([]);
  });

  it.each([
    ['', 'Empty Key: output_data_config.kms_key_id is "". Leave it out (null)'],
    ['my key', 'Invalid Key: output_data_config.kms_key_id is "my key". It must be'],
    ['alias/my.key', 'Invalid Key'],
    ['key\n', 'Invalid Key'],
    ['k'.repeat(2049), 'Invalid Key'],
  ])('may not be %j', (id, text) => {
    expect(key(id)).toHaveLength(1);
    expect(key(id)[0]).toContain(text);
  });
});
