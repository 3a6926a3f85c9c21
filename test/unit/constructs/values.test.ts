import { Channel, Objective, Range } from '../../../modules/constructs';

const BUCKET = { bucketName: 'data', bucketArn: 'arn:aws:s3:::data' };

describe('an objective’s default pattern', () => {
  const valueIn = (line: string, metric = 'validation:accuracy'): string | undefined =>
    new RegExp(Objective.maximize(metric).regex).exec(line)?.[1];

  it.each<[string, string | undefined, string]>([
    ['validation:accuracy=0.973000', '0.973000', 'as the containers here print'],
    ['epoch 3 validation:accuracy: 0.9 done', '0.9', 'in the middle of a line'],
    ['validation:accuracy = -1.5e-3', '-1.5e-3', 'negative, with an exponent'],
    ['train:accuracy=0.99', undefined, 'another metric'],
    ['validation:accuracy=nan', 'nan', 'not a number, so that the value before it does not stay'],
  ])('reads %j as %j: %s', (line, expected) => {
    expect(valueIn(line)).toBe(expected);
  });

  it('takes the metric’s name letter by letter', () => {
    expect(valueIn('p(x)+1=3', 'p(x)+1')).toBe('3');
    expect(valueIn('a1b=3', 'a.b')).toBeUndefined();
  });

  it('gives way to a pattern of one’s own', () => {
    expect(Objective.minimize('loss', 'L=(.*)')).toEqual({
      type: 'Minimize',
      metricName: 'loss',
      regex: 'L=(.*)',
    });
  });
});

describe('ranges', () => {
  it.each([
    [Range.integer(1, 9), { kind: 'integer', min: 1, max: 9, scaling: 'Auto' }],
    [Range.integer(1, 9, 'Logarithmic'), { kind: 'integer', min: 1, max: 9, scaling: 'Logarithmic' }],
    [Range.continuous(0, 1), { kind: 'continuous', min: 0, max: 1, scaling: 'Auto' }],
    [Range.logarithmic(0.1, 1), { kind: 'continuous', min: 0.1, max: 1, scaling: 'Logarithmic' }],
    [
      Range.reverseLogarithmic(0.5, 0.9),
      { kind: 'continuous', min: 0.5, max: 0.9, scaling: 'ReverseLogarithmic' },
    ],
    [Range.categorical(['a']), { kind: 'categorical', values: ['a'] }],
  ])('%j is %j', (range, expected) => {
    expect(range).toEqual(expected);
  });
});

describe('channels', () => {
  it('know their content type when they hold CSV, and lose slashes around the prefix', () => {
    expect(Channel.csv(BUCKET, '/a/b/')).toEqual({ bucket: BUCKET, prefix: 'a/b', contentType: 'text/csv' });
    expect(Channel.s3(BUCKET, 'a', { inputMode: 'Pipe' })).toEqual({
      bucket: BUCKET,
      prefix: 'a',
      inputMode: 'Pipe',
    });
  });

  it('name one object by its key', () => {
    expect(Channel.object(BUCKET, '/a/b.csv', { contentType: 'text/csv' })).toEqual({
      bucket: BUCKET,
      prefix: 'a/b.csv',
      object: true,
      contentType: 'text/csv',
    });
    for (const key of ['', '/', 'a/']) {
      expect(() => Channel.object(BUCKET, key)).toThrow(`such as 'digits/train.csv', not '${key}'`);
    }
  });
});
