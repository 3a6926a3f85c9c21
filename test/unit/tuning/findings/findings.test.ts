import { reviewSearch } from '../../../../modules/tuning';
import type { Finding, ParameterRange, SearchReview, TrialRecord } from '../../../../modules/tuning';
import { trialOf, wellBehavedSearch } from './well-behaved-search';

const rate: ParameterRange = {
  kind: 'continuous',
  name: 'rate',
  min: 0.001,
  max: 0.1,
  scaling: 'Logarithmic',
};
const depth: ParameterRange = { kind: 'integer', name: 'depth', min: 2, max: 9, scaling: 'Linear' };
const growth: ParameterRange = { kind: 'categorical', name: 'growth', values: ['loss', 'depth'] };

const REGEX = 'val_loss: ([0-9.]+)';
interface Given {
  readonly ranges?: readonly ParameterRange[];
  readonly logs?: Readonly<Record<string, readonly string[]>>;
  readonly unread?: string;
}
const search = (
  trials: readonly TrialRecord[],
  { ranges = [rate], logs = {}, unread }: Given = {},
): SearchReview => ({
  definitions: [{ objective: { type: 'Minimize', metric_name: 'loss' }, ranges, regex: REGEX }],
  trials,
  logs: { lines: new Map(Object.entries(logs)), ...(unread !== undefined && { unread }) },
});
const codes = (review: SearchReview): readonly string[] =>
  reviewSearch(review).map(({ code, severity }) => `${severity} ${code}`);
const only = (review: SearchReview): Finding => {
  const findings = reviewSearch(review);
  expect(findings).toHaveLength(1);
  return findings[0]!;
};
const nameOf = (at: number): string => trialOf(at).trainingJobName;
/** As many training jobs as values, with rates across their range. */
const withValues = (values: readonly number[], more: Partial<TrialRecord> = {}): TrialRecord[] =>
  values.map((objectiveValue, at) =>
    trialOf(at, {
      hyperparameters: { rate: String(0.001 * 100 ** (at / (values.length - 1))) },
      objectiveValue,
      ...more,
    }),
  );
const failed = (at: number, failureReason: string, more: Partial<TrialRecord> = {}): TrialRecord =>
  trialOf(at, { status: 'Failed', objectiveStatus: 'Failed', failureReason, ...more });
/** A bowl whose lowest point is at this place of eleven. */
const bowl = (lowest: number, count = 21): number[] =>
  Array.from({ length: count }, (_, at) => ((10 * at) / (count - 1) - lowest) ** 2 + 1);

describe('a search as it should be', () => {
  it('gives no finding in 200 random ones, noise and few training jobs included', () => {
    const found = [
      ...Array.from({ length: 185 }, (_, seed) => wellBehavedSearch(seed)),
      ...Array.from({ length: 15 }, (_, seed) => wellBehavedSearch(seed, 'Bayesian')),
    ].map(reviewSearch);
    expect(found).toHaveLength(200);
    expect(found.flat()).toEqual([]);
  });

  it.each([0, 1, 2, 3, 4])(
    'gives no finding with %d training jobs, whatever they show, unless they failed',
    (count) => {
      expect(reviewSearch(search(withValues([1, 1, 1, 1].slice(0, count))))).toEqual([]);
    },
  );
});

describe('failures', () => {
  it('are an error if there is nothing else, with their cause, the first error and the end of the log', () => {
    const trials = [0, 1, 2].map((at) =>
      failed(at, `AlgorithmError: ${nameOf(at)} ended after ${String(at + 7)} s, exit code: 1`),
    );
    const log = [
      'loading',
      'error=0.25 so far',
      'Traceback (most recent call last):',
      '  File "train", line 3, in <module>',
      "ValueError: could not convert string to float: 'x'",
      '\u001b[31mtraining failed\u001b[0m password=hunter2',
    ];
    const found = only(search(trials, { logs: { [nameOf(0)]: log } }));
    expect(found).toMatchObject({ code: 'EVERY_TRAINING_JOB_FAILED', severity: 'error' });
    expect(found.evidence).toBe(
      'All 3 training jobs failed, for one reason. 3 failed with “AlgorithmError: churn-000 ended after 7 s, exit code: 1”, ' +
        "for instance churn-000, whose log says first: “ValueError: could not convert string to float: 'x'”. " +
        'The log of churn-000 ends:\n' +
        '    error=0.25 so far\n    Traceback (most recent call last):\n    File "train", line 3, in <module>\n' +
        "    ValueError: could not convert string to float: 'x'\n    training failed password=***",
    );
  });

  it('say why the logs are missing', () => {
    const { evidence } = only(search([failed(0, 'ClientError: no')], { unread: 'the caller may not' }));
    expect(evidence).toBe(
      'The only training job failed. churn-000 failed with “ClientError: no”. The logs were not read: the caller may not.',
    );
  });

  const good = withValues(bowl(5, 12)).map((trial, at) => ({
    ...trial,
    ...{ trainingJobName: `good-${String(at)}` },
  }));
  it.each([
    {
      what: 'one of thirteen',
      bad: [failed(0, 'InternalServerError: retry')],
      is: ['note TRAINING_JOBS_FAILED'],
    },
    {
      what: 'two of one cause',
      bad: [failed(0, 'AlgorithmError: line 3'), failed(1, 'AlgorithmError: line 4')],
      is: ['warning TRAINING_JOBS_FAILED'],
    },
  ])('are of the weight of their number: $what', ({ bad, is }) => {
    expect(codes(search([...good, ...bad]))).toEqual(is);
  });

  it('are counted by cause, whatever numbers and names their reasons hold', () => {
    const bad = [
      failed(0, 'AlgorithmError: ExitCode 1 "KeyError: \'a1\'" in /opt/ml/code/train.py'),
      failed(1, 'AlgorithmError: ExitCode 1 "KeyError: \'b2\'" in /opt/ml/other/train.py'),
      failed(2, 'CapacityError: none in us-east-1a'),
    ];
    const { evidence } = only(search([...good, ...bad]));
    expect(evidence).toMatch(
      /^3 of 15 training jobs failed\. 2 failed with “AlgorithmError.*churn-002 failed with/,
    );
  });

  it.each([
    { what: 'a value', range: growth, bad: () => 'depth', fine: () => 'loss', said: 'growth = depth' },
    {
      what: 'an end of a range',
      range: depth,
      bad: (at: number) => String(7 + (at % 3)),
      fine: (at: number) => String(2 + (at % 5)),
      said: 'depth of 7 or more',
    },
  ])('name $what that all of them have and no completed one', ({ range, bad, fine, said }) => {
    const completed = good.map((trial, at) => ({
      ...trial,
      hyperparameters: { ...trial.hyperparameters, [range.name]: fine(at) },
    }));
    const wrong = [0, 1, 2, 3].map((at) =>
      failed(at, 'AlgorithmError: no', { hyperparameters: { rate: '0.01', [range.name]: bad(at) } }),
    );
    const ranges = [rate, range];
    expect(only(search([...completed, ...wrong], { ranges })).evidence).toContain(
      `All of these have ${said}, and no completed one has.`,
    );
    // One failure has some value in any case.
    expect(only(search([...completed, ...wrong.slice(0, 1)], { ranges })).evidence).not.toContain('has ');
  });
});

describe('a metric that is not printed', () => {
  const silent = (at: number): TrialRecord => trialOf(at, { objectiveStatus: 'Failed' });

  it('is an error if no training job prints it, and shows the lines that come nearest', () => {
    const log = [
      'epoch 1 of 2',
      'Validation loss=0.30 (valid_loss)',
      'Validation loss=0.25 (valid_loss)',
      // A word that is only like the metric's, beside lines that have the word itself.
      'vat lost: 2',
      'saved',
    ];
    const found = only(search([silent(0), silent(1)], { logs: { [nameOf(0)]: log } }));
    expect(found).toMatchObject({ code: 'METRIC_NOT_EMITTED', severity: 'error' });
    expect(found.evidence).toBe(
      `2 of 2 completed training jobs emitted no usable value of loss, which the service looks for with ${REGEX}. ` +
        'In the log of churn-000 these lines come nearest:\n    Validation loss=0.25 (valid_loss)',
    );
  });

  it('shows the end of the log if no line is like it, and counts what is not a number', () => {
    const diverged = { ...silent(1), objectiveStatus: 'Succeeded' as const, objectiveValue: NaN };
    const { evidence } = only(search([silent(0), diverged], { logs: { [nameOf(0)]: ['epoch 1', 'done'] } }));
    expect(evidence).toContain('1 of these emitted NaN or infinity');
    expect(evidence).toContain('The log of churn-000 ends:\n    epoch 1\n    done');
  });

  it('is of the weight of its number if others print it', () => {
    const printed = withValues(bowl(5, 14)).map((trial, at) => ({
      ...trial,
      trainingJobName: `good-${String(at)}`,
    }));
    expect(codes(search([...printed, silent(0)]))).toEqual(['note METRIC_OFTEN_MISSING']);
    expect(codes(search([...printed, silent(0), silent(1)]))).toEqual(['warning METRIC_OFTEN_MISSING']);
  });
});

describe('an objective that does not vary', () => {
  it('is found from six settings on, with the lines that it was read from', () => {
    const logs = { [nameOf(0)]: ['val_loss: 0.5', 'test loss 0.2', 'val_loss: 0.7'] };
    const found = only(search(withValues(Array<number>(6).fill(0.7)), { logs }));
    expect(found).toMatchObject({ code: 'OBJECTIVE_FLAT', severity: 'warning' });
    expect(found.evidence).toBe(
      'loss of all 6 completed training jobs is 0.7, whatever their hyperparameters. In the log of churn-000 it is read from:\n' +
        '    val_loss: 0.5\n    val_loss: 0.7',
    );
    expect(reviewSearch(search(withValues(Array<number>(5).fill(0.7))))).toEqual([]);
  });

  it('is one whose differences are those of rounding, and no other', () => {
    const around = (centre: number, spread: number) =>
      withValues(bowl(5, 8).map((value) => centre + spread * value));
    expect(codes(search(around(0.693147, 1e-9)))).toEqual(['warning OBJECTIVE_FLAT']);
    // As of a log-likelihood, whose constant part says nothing.
    expect(codes(search(around(-123_456, 0.5)))).toEqual([]);
  });

  it('is not one setting measured six times', () => {
    const same = withValues(Array<number>(6).fill(0.7), { hyperparameters: { rate: '0.01' } });
    expect(reviewSearch(search(same))).toEqual([]);
  });
});

describe('a winner at the edge', () => {
  it.each([
    { what: 'the smallest value on a logarithmic scale', range: rate, lowest: 0, is: 'warning' },
    { what: 'the largest', range: rate, lowest: 10.5, is: 'warning' },
    { what: 'a natural one', range: { ...rate, max: 1 }, lowest: 10, is: 'note' },
  ])('is found: $what', ({ range, lowest, is }) => {
    const values = bowl(lowest);
    const trials = withValues(values).map((trial, at) => ({
      ...trial,
      hyperparameters: { rate: String(range.min * (range.max / range.min) ** (at / (values.length - 1))) },
    }));
    expect(codes(search(trials, { ranges: [range] }))).toEqual([`${is} WINNER_AT_EDGE`]);
  });

  it('is found for an integer and says where, as a suggestion', () => {
    const trials = bowl(10, 16).map((objectiveValue, at) =>
      trialOf(at, { objectiveValue, hyperparameters: { depth: String(2 + Math.floor(at / 2)) } }),
    );
    const { evidence, remedy } = only(search(trials, { ranges: [depth] }));
    expect(evidence).toBe(
      'The best of 16 completed training jobs, churn-015, has depth = 9, and the largest value of its range is 9. ' +
        'The next best ones lie at the same end.',
    );
    expect(remedy).toBe('If larger depth can work, widen the range: the best value may lie beyond.');
  });

  it.each([
    { what: 'the best value is near the edge and not at it', values: bowl(8.5) },
    { what: 'the training jobs are few', values: bowl(10, 14) },
    { what: 'a single lucky one is there', values: bowl(5).map((value, at) => (at === 20 ? 0 : value)) },
  ])('is not found if $what', ({ values }) => {
    expect(reviewSearch(search(withValues(values)))).toEqual([]);
  });

  it('is not found on the logarithmic scale of a parameter whose linear scale would show one', () => {
    // All above a tenth of the range, in the outer fifth of which the best is on the linear scale alone.
    const trials = withValues(bowl(9)).filter((_, at) => at !== 20 && at !== 19);
    expect(reviewSearch(search(trials))).toEqual([]);
  });

  it('is not a matter of categories', () => {
    const trials = bowl(10, 20).map((objectiveValue, at) =>
      trialOf(at, { objectiveValue, hyperparameters: { growth: at < 10 ? 'loss' : 'depth' } }),
    );
    expect(reviewSearch(search(trials, { ranges: [growth] }))).toEqual([]);
  });
});

describe('a hyperparameter that does nothing', () => {
  const given = withValues(bowl(5, 9));
  const echo = (at: number, used: object): Readonly<Record<string, readonly string[]>> => ({
    [nameOf(at)]: ['INFO:root:hyperparameters: {"rate": 1}', `hyperparameters: ${JSON.stringify(used)}`],
  });

  it('is found if the container says that it used one value each time', () => {
    const logs = { ...echo(0, { rate: 0.1 }), ...echo(8, { rate: 0.1 }) };
    const found = only(search(given, { logs }));
    expect(found).toMatchObject({ code: 'PARAMETER_NOT_USED', severity: 'warning' });
    expect(found.evidence).toBe(
      'rate was given as 0.001 to churn-000, 0.1 to churn-008, and the container says that it used 0.1 each time.',
    );
  });

  it('is found if the container does not name it', () => {
    const logs = { ...echo(0, { lr: 0.1 }), ...echo(8, { lr: 0.1 }) };
    expect(only(search(given, { logs })).evidence).toContain(
      'is not among the hyperparameters that the container',
    );
  });

  it.each([
    {
      what: 'the container used what it was given',
      logs: { ...echo(0, { rate: 0.001 }), ...echo(8, { rate: '0.10' }) },
    },
    { what: 'only one log tells', logs: echo(0, { rate: 0.1 }) },
    { what: 'no log tells', logs: { [nameOf(0)]: ['hyperparameters: none'], [nameOf(8)]: ['rate=0.1'] } },
  ])('is not found if $what', ({ logs }) => {
    expect(reviewSearch(search(given, { logs }))).toEqual([]);
  });

  const GRID = [0, 1, 2, 3, 4].flatMap((at) => ['loss', 'depth'].map((value) => ({ at, value })));
  const grid = (effect: number): SearchReview =>
    search(
      [...GRID, ...GRID].map(({ at, value }, n) =>
        trialOf(n, {
          objectiveValue: (at - 2.2) ** 2 + (value === 'loss' ? 0 : effect),
          hyperparameters: { rate: String(0.001 * 10 ** (at / 2)), growth: value, copy: String(n < 10) },
        }),
      ),
      { ranges: [rate, growth] },
    );
  it('is noted without such a line if it made no difference where it alone differed', () => {
    const found = only(grid(0));
    expect(found).toMatchObject({ code: 'PARAMETER_WITHOUT_EFFECT', severity: 'note' });
    expect(found.evidence).toBe(
      'Hyperparameter growth made no difference in 10 pairs of training jobs that differ in nothing else.',
    );
    expect(reviewSearch(grid(0.5))).toEqual([]);
  });

  const two = (effect: number): SearchReview =>
    search(
      Array.from({ length: 40 }, (_, n) => {
        const [x, y] = [((n * 7) % 40) / 39, ((n * 17 + 5) % 40) / 39];
        return trialOf(n, {
          objectiveValue: (x - 0.4) ** 2 + effect * (y - 0.5) ** 2,
          hyperparameters: { rate: String(0.001 * 100 ** x), depth: String(2 + Math.round(7 * y)) },
        });
      }),
      { ranges: [rate, depth] },
    );
  it('is noted if the others alone predict the objective', () => {
    const found = only(two(0));
    expect(found).toMatchObject({ code: 'PARAMETER_WITHOUT_EFFECT', severity: 'note' });
    expect(found.evidence).toContain(
      'predict 100.0 % of the variation of 40 completed training jobs, so depth made',
    );
    expect(reviewSearch(two(0.5))).toEqual([]);
  });
});

describe('several training definitions', () => {
  it('are reviewed each by itself, and named', () => {
    const flat = withValues(Array<number>(6).fill(3), { definitionName: 'trees' });
    const lively = withValues(bowl(5, 9), { definitionName: 'nets' }).map((trial, at) => ({
      ...trial,
      trainingJobName: `nets-${String(at)}`,
    }));
    const objective = { type: 'Minimize', metric_name: 'loss' } as const;
    const found = only({
      ...search([...flat, ...lively]),
      definitions: ['trees', 'nets'].map((name) => ({ name, objective, ranges: [rate] })),
    });
    expect(found.evidence).toMatch(/^In training definition "trees", loss of all 6 /);
  });
});
