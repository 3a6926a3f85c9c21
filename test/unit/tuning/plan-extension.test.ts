import { classifyChange, planExtension, specOf } from '../../../modules/tuning';
import type { ExperimentSpec, ParentSearch } from '../../../modules/tuning';
import { sparseSpec } from '../aws/specs';

const limits = (most: number, parallel = 4) => ({
  resource_limits: { max_number_of_training_jobs: most, max_parallel_training_jobs: parallel },
});
const spec = (change: object = {}): ExperimentSpec => specOf({ ...sparseSpec, ...limits(20), ...change });
const wider = {
  parameter_ranges: { continuous_parameter_ranges: [{ name: 'rate', min_value: 0, max_value: 2 }] },
};

const parent = (change: Partial<ParentSearch> = {}): ParentSearch => ({
  spec: spec(),
  tuningJobs: ['churn-a'],
  adjustments: {},
  status: 'Completed',
  trainingJobs: { completed: 19, launched: 20 },
  ...change,
});

const extend = (to: ExperimentSpec, from = parent(), generation = 2) =>
  planExtension({ parent: from, spec: to, changes: classifyChange(from.spec, to), generation });

describe('extending a search', () => {
  it.each([
    {
      what: 'by the training jobs that are missing',
      extension: extend(spec(limits(40))),
      adjustments: {
        warmStartFrom: ['churn-a'],
        inheritedTrainingJobs: 20,
        numbers: { max_number_of_training_jobs: 20 },
      },
    },
    {
      what: 'never with more at a time than there are',
      extension: extend(spec(limits(22))),
      adjustments: {
        warmStartFrom: ['churn-a'],
        inheritedTrainingJobs: 20,
        numbers: { max_number_of_training_jobs: 2, max_parallel_training_jobs: 2 },
      },
    },
    {
      what: 'also by those that a search which ended early did not launch',
      extension: extend(
        spec(limits(40)),
        parent({ status: 'Stopped', trainingJobs: { completed: 6, launched: 12 } }),
      ),
      adjustments: {
        warmStartFrom: ['churn-a'],
        inheritedTrainingJobs: 12,
        numbers: { max_number_of_training_jobs: 28 },
      },
    },
    {
      what: 'by the whole number in a wider space',
      extension: extend(spec({ ...wider, ...limits(30) })),
      adjustments: { warmStartFrom: ['churn-a'], inheritedTrainingJobs: 20 },
    },
    {
      what: 'with another seed, which would draw the same again',
      extension: extend(
        spec({ ...wider, random_seed: 2 ** 31 - 1 }),
        parent({ spec: spec({ random_seed: 2 ** 31 - 1 }) }),
      ),
      adjustments: { warmStartFrom: ['churn-a'], inheritedTrainingJobs: 20, numbers: { random_seed: 0 } },
    },
    {
      what: 'that was extended, naming the five newest parents',
      extension: extend(
        spec(limits(50)),
        parent({
          tuningJobs: ['churn-f'],
          spec: spec(limits(40)),
          adjustments: {
            warmStartFrom: ['churn-e', 'churn-d', 'churn-c', 'churn-b', 'churn-a'],
            inheritedTrainingJobs: 35,
            numbers: { max_number_of_training_jobs: 5 },
          },
          trainingJobs: { completed: 5, launched: 5 },
        }),
      ),
      adjustments: {
        warmStartFrom: ['churn-f', 'churn-e', 'churn-d', 'churn-c', 'churn-b'],
        inheritedTrainingJobs: 40,
        numbers: { max_number_of_training_jobs: 10 },
      },
    },
    {
      what: 'of which only tags told how it was launched',
      extension: extend(
        spec(limits(50)),
        parent({
          spec: spec(limits(40)),
          adjustments: { warmStartFrom: ['churn-z'], numbers: { max_number_of_training_jobs: 15 } },
          trainingJobs: { completed: 15, launched: 15 },
        }),
      ),
      adjustments: {
        warmStartFrom: ['churn-a', 'churn-z'],
        inheritedTrainingJobs: 40,
        numbers: { max_number_of_training_jobs: 10 },
      },
    },
    {
      what: 'that applying stops first',
      extension: extend(
        spec(limits(40)),
        parent({ status: 'InProgress', isStopped: true, trainingJobs: { completed: 3, launched: 7 } }),
      ),
      adjustments: {
        warmStartFrom: ['churn-a'],
        inheritedTrainingJobs: 7,
        numbers: { max_number_of_training_jobs: 33 },
      },
    },
  ])('$what', ({ extension, adjustments }) => {
    expect(extension).toEqual({ kind: 'warm', adjustments });
  });

  const definition = { definition_name: 'a' };
  it.each([
    ['needs a single training definition', { training_job_definitions: [definition, definition] }, {}],
    [
      'warm_start_config names other searches',
      { warm_start_config: { parent_hyper_parameter_tuning_jobs: [], warm_start_type: 'TransferLearning' } },
      {},
    ],
    ['strategy Grid has no warm start', { strategy: 'Grid' }, {}],
    ['strategy Hyperband has no warm start', { strategy: 'Hyperband' }, {}],
    ['Autotune chooses ranges by itself', { autotune: { mode: 'Enabled' } }, {}],
    ['the record of tuning job churn-a was deleted', {}, { status: 'Missing' }],
    ['tuning job churn-a was not launched', {}, { status: 'Pending' }],
    ['tuning job churn-a was not observed yet', {}, { status: 'Unconfirmed' }],
    ['tuning job churn-a has not ended', {}, { status: 'InProgress' }],
    ['has no completed training job', {}, { trainingJobs: { completed: 0, launched: 5 } }],
    ['has no completed training job', {}, { trainingJobs: undefined }],
    [
      'the 740 training jobs of the earlier searches count against the limit of 750',
      { strategy: 'Bayesian' },
      { adjustments: { inheritedTrainingJobs: 720 } },
    ],
  ] as const)('is not possible if it %s', (because, change, of) => {
    const from = parent({ spec: spec(change), ...of });
    expect(extend(spec({ ...change, ...wider }), from)).toEqual({
      kind: 'cold',
      because: expect.stringContaining(because),
    });
  });
});

describe('an edit of several values', () => {
  it('is told value by value', () => {
    const before = spec({ random_seed: 1 });
    const after = spec({ ...wider, ...limits(10, 2), random_seed: 1 });
    expect(classifyChange(before, before)).toEqual([]);
    expect(classifyChange(before, after)).toEqual([
      { path: 'resource_limits.max_number_of_training_jobs', effect: 'launch' },
      { path: 'resource_limits.max_parallel_training_jobs', effect: 'metadata only' },
      { path: 'parameter_ranges.continuous_parameter_ranges.rate.max_value', effect: 'extend' },
    ]);
  });

  it.each([
    ['another kind', { integer_parameter_ranges: [{ name: 'rate', min_value: 0, max_value: 9 }] }],
    ['another name', { continuous_parameter_ranges: [{ name: 'pace', min_value: 0, max_value: 9 }] }],
    [
      'another scale',
      { continuous_parameter_ranges: [{ name: 'rate', min_value: 0, max_value: 9, scaling_type: 'Linear' }] },
    ],
  ])('launches for a range of %s, however wide', (_what, parameter_ranges) => {
    const changes = classifyChange(spec(), spec({ parameter_ranges }));
    expect(changes.map(({ effect }) => effect)).toContain('launch');
  });
});
