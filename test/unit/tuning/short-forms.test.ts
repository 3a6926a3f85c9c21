import { draftOf, fingerprint, shortForm, specOf, validateExperiment } from '../../../modules/tuning';
import { anExperiment } from './an-experiment';

const UNKNOWN = Symbol('unknown');
const isUnknown = (value: unknown): boolean => value === UNKNOWN;
const REGEX = '(?:^|\\s)validation:accuracy=(\\S+)';
const sound = anExperiment();
const image = { training_image: sound.algorithm_specification!.training_image };
const uri = 's3://data/training';

/** What an author writes of the same search in short forms. */
const short = {
  ...sound,
  objective: { ...sound.objective, regex: REGEX },
  algorithm_specification: image,
  input_data_config: null,
  channels: { training: uri },
};
const findings = (written: object) =>
  validateExperiment(draftOf({ name: 'digits', ...written }, isUnknown)).filter(
    ({ severity }) => severity === 'error',
  );

describe('a short form', () => {
  it('is the same search as its long form, with the same fingerprint', () => {
    expect(specOf(short)).toEqual(sound);
    expect(fingerprint(specOf(short))).toBe(fingerprint(sound));
    expect(findings(short)).toEqual([]);
  });

  it('may stand beside the long form that says the same', () => {
    const both = { ...sound, objective: short.objective, channels: short.channels };
    expect(findings(both)).toEqual([]);
    expect(specOf(both)).toEqual(sound);
  });

  it('holds for each of several training definitions', () => {
    const {
      objective,
      parameter_ranges: ranges,
      input_data_config: list,
      algorithm_specification: algorithm,
      role_arn,
      output_data_config,
      resource_config,
      stopping_condition,
    } = sound;
    const same = { role_arn, output_data_config, resource_config, stopping_condition };
    const search = { strategy: 'Random', resource_limits: sound.resource_limits };
    const named = { ...same, definition_name: 'trees', hyper_parameter_ranges: ranges };
    const long = {
      ...named,
      tuning_objective: objective,
      algorithm_specification: algorithm,
      input_data_config: list,
    };
    const brief = {
      ...named,
      tuning_objective: short.objective,
      algorithm_specification: image,
      channels: short.channels,
    };
    const of = (one: object) => specOf({ ...search, training_job_definitions: [one] });
    expect(of(brief)).toEqual(of(long));
    const wrong = { ...brief, channels: { training: 'data' } };
    expect(findings({ ...search, training_job_definitions: [wrong] })).toMatchObject([
      { path: ['training_job_definitions', 0, 'channels', 'training'] },
    ]);
  });

  it.each([
    {
      what: 'a channel',
      change: { channels: { training: 's3://data/other' } },
      path: ['channels', 'training'],
      summary: 'Channel Given Twice',
      detail:
        'channels.training and input_data_config[0] declare the same channel, and they disagree. Keep one of the two.',
    },
    {
      what: 'a metric',
      change: { objective: { ...sound.objective, regex: 'acc=(\\S+)' } },
      path: ['objective', 'regex'],
      summary: 'Metric Given Twice',
      detail:
        'objective.regex and algorithm_specification.metric_definitions[0].regex say how to find the same metric, and they disagree. Keep one of the two.',
    },
  ])(
    'that disagrees with the long form of $what is rejected, with both places',
    ({ change, path, summary, detail }) => {
      expect(findings({ ...sound, ...change })).toEqual([{ severity: 'error', path, summary, detail }]);
    },
  );

  it.each([
    ['a channel without an address', { channels: { training: 'data' } }, ['channels', 'training']],
    ['a channel without a name for a folder', { channels: { 'tr ain': uri } }, ['channels', 'tr ain']],
    [
      'too many channels',
      { channels: Object.fromEntries(Array.from({ length: 21 }, (_, at) => [`c${String(at)}`, uri])) },
      ['channels'],
    ],
    [
      'a pattern that does not compile',
      { objective: { ...sound.objective, regex: '(' } },
      ['objective', 'regex'],
    ],
    ['an objective without a pattern', { objective: sound.objective }, ['objective', 'metric_name']],
  ])('is blamed where it stands: %s', (_what, change, path) => {
    const found = findings({ ...short, ...change });
    expect(found.map((one) => one.path)).toEqual([path]);
    expect(found[0]?.detail).not.toContain('input_data_config');
  });

  it('is unknown where what it holds is', () => {
    const open = draftOf({ ...short, channels: UNKNOWN, objective: UNKNOWN }, isUnknown);
    expect([open.input_data_config, open.algorithm_specification?.metric_definitions]).toEqual([
      undefined,
      undefined,
    ]);
    const inside = draftOf(
      { ...short, channels: { training: UNKNOWN }, objective: { ...short.objective, regex: UNKNOWN } },
      isUnknown,
    );
    expect(inside.input_data_config).toMatchObject([
      { channel_name: 'training', data_source: { s3_data_source: { s3_data_type: 'S3Prefix' } } },
    ]);
    expect(inside.algorithm_specification?.metric_definitions).toEqual([{ name: 'validation:accuracy' }]);
    expect(findings({ ...short, channels: UNKNOWN, objective: UNKNOWN })).toEqual([]);
  });

  it('is how the same is written anew, where it fits', () => {
    const csv = {
      channel_name: 'csv',
      content_type: 'text/csv',
      data_source: { s3_data_source: { s3_uri: uri } },
    };
    const plain = {
      channel_name: 'plain',
      content_type: null,
      data_source: { s3_data_source: { s3_uri: uri } },
    };
    const loss = { name: 'loss', regex: 'loss=(\\S+)' };
    const own = { name: 'validation:accuracy', regex: REGEX };
    expect(
      shortForm({
        objective: sound.objective,
        algorithm_specification: { ...image, metric_definitions: [loss, own] },
        input_data_config: [csv, plain],
      }),
    ).toEqual({
      objective: { ...sound.objective, regex: REGEX },
      algorithm_specification: { ...image, metric_definitions: [loss] },
      input_data_config: [csv],
      channels: { plain: uri },
    });
  });
});
