import { ResourceInUse, ResourceLimitExceeded, ResourceNotFound } from '@aws-sdk/client-sagemaker';
import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTuningJobConfig,
} from '@aws-sdk/client-sagemaker';
import { ShellJobs } from '../../../support/shell-jobs';

const jobs = ShellJobs.forThisFile();

test('unknown names are ResourceNotFound', async () => {
  await expect(jobs.describe('missing')).rejects.toBeInstanceOf(ResourceNotFound);
  await expect(jobs.describe('missing')).rejects.toThrow(
    "Amazon SageMaker can't find a tuning job called missing. Type another name.",
  );
  await expect(jobs.stop('missing')).rejects.toBeInstanceOf(ResourceNotFound);
});

test('a name that is taken, in whatever case, is ResourceInUse', async () => {
  await jobs.create(jobs.aws.tuningRequest('search-1', jobs.image));
  await expect(jobs.create(jobs.aws.tuningRequest('SEARCH-1', jobs.image))).rejects.toBeInstanceOf(
    ResourceInUse,
  );
});

test('too many parallel or total jobs are ResourceLimitExceeded', async () => {
  const over = (limits: HyperParameterTuningJobConfig['ResourceLimits']) =>
    jobs.create(jobs.aws.tuningRequest('over', jobs.image, { ResourceLimits: limits }));
  const parallel = { MaxNumberOfTrainingJobs: 500, MaxParallelTrainingJobs: 101 };
  await expect(over(parallel)).rejects.toBeInstanceOf(ResourceLimitExceeded);
  const total = { MaxNumberOfTrainingJobs: 10_001, MaxParallelTrainingJobs: 1 };
  await expect(over(total)).rejects.toBeInstanceOf(ResourceLimitExceeded);
  const categories = Array.from({ length: 28 }, (_, at) => String(at));
  const grid: Partial<HyperParameterTuningJobConfig> = {
    Strategy: 'Grid',
    ResourceLimits: { MaxParallelTrainingJobs: 1 },
    ParameterRanges: {
      CategoricalParameterRanges: ['x', 'y'].map((Name) => ({ Name, Values: categories })),
    },
  };
  await expect(jobs.create(jobs.aws.tuningRequest('over', jobs.image, grid))).rejects.toThrow(
    "'Number of training jobs per hyperparameter tuning job' is 750, with current utilization of 0 and a request delta of 784",
  );
});

const continuous = (range: Record<string, string>) => ({
  ParameterRanges: { ContinuousParameterRanges: [{ Name: 'x', MinValue: '0', MaxValue: '1', ...range }] },
});

test.each<{ why: string; config: Partial<HyperParameterTuningJobConfig>; says: string }>([
  {
    why: 'a grid with a numeric range',
    config: { Strategy: 'Grid' },
    says: 'Strategy Grid supports only categorical parameters; "x" has a numeric range.',
  },
  {
    why: 'a grid with another number of jobs than combinations',
    config: {
      Strategy: 'Grid',
      ParameterRanges: { CategoricalParameterRanges: [{ Name: 'x', Values: ['1', '2', '3', '4', '5'] }] },
    },
    says: 'MaxNumberOfTrainingJobs (4) must be equal to the number of combinations of Strategy Grid (5)',
  },
  {
    why: 'an unknown strategy',
    config: { Strategy: 'Guess' as never },
    says: 'Member must satisfy enum value set',
  },
  {
    why: 'an objective no metric has',
    config: { HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'loss' } },
    says: 'A metric is required for this hyperparameter tuning job objective.',
  },
  {
    why: 'max below min',
    config: continuous({ MinValue: '2' }),
    says: 'MinValue must be less than MaxValue',
  },
  { why: 'log of zero', config: continuous({ ScalingType: 'Logarithmic' }), says: 'greater than 0' },
  {
    why: 'reverse log of one',
    config: continuous({ ScalingType: 'ReverseLogarithmic' }),
    says: '0 <= value < 1',
  },
  {
    why: 'a bound that is no number',
    config: continuous({ MaxValue: 'big' }),
    says: 'which is not a number',
  },
  { why: 'a static name', config: continuous({ Name: 'epochs' }), says: 'both searched and static' },
  {
    why: 'a reserved name',
    config: continuous({ Name: '_x' }),
    says: 'may not be empty or begin with "_"',
  },
  { why: 'no ranges', config: { ParameterRanges: {} }, says: 'At least one hyperparameter range' },
  {
    why: 'more than 30 ranges',
    config: {
      ParameterRanges: {
        ContinuousParameterRanges: Array.from({ length: 16 }, (_, at) => ({
          Name: `c${String(at)}`,
          MinValue: '0',
          MaxValue: '1',
        })),
        IntegerParameterRanges: Array.from({ length: 15 }, (_, at) => ({
          Name: `i${String(at)}`,
          MinValue: '0',
          MaxValue: '9',
        })),
      },
    },
    says: 'at most 30',
  },
  {
    why: 'an integer range with a fraction',
    config: {
      ParameterRanges: { IntegerParameterRanges: [{ Name: 'n', MinValue: '1.5', MaxValue: '3' }] },
    },
    says: 'which is not an integer',
  },
  {
    why: 'fewer combinations than trials',
    config: { ParameterRanges: { CategoricalParameterRanges: [{ Name: 'x', Values: ['1', '2'] }] } },
    says: '2 combinations, fewer than MaxNumberOfTrainingJobs (4)',
  },
  {
    why: 'more parallel than total',
    config: { ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 3 } },
    says: 'must not be greater than MaxNumberOfTrainingJobs',
  },
  {
    why: 'a wall clock below two minutes',
    config: {
      ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 1, MaxRuntimeInSeconds: 60 },
    },
    says: 'Member must have value greater than or equal to 120',
  },
])('$why', async ({ config, says }) => {
  await expect(jobs.create(jobs.aws.tuningRequest('rejected', jobs.image, config))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(says),
  });
  await expect(jobs.describe('rejected')).rejects.toBeInstanceOf(ResourceNotFound);
});

const changed = (change: (request: CreateHyperParameterTuningJobRequest) => object) =>
  jobs.create(change(jobs.aws.tuningRequest('rejected', jobs.image)) as CreateHyperParameterTuningJobRequest);
const single = { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 5 };

test.each<{
  why: string;
  change: (request: CreateHyperParameterTuningJobRequest) => object;
  says: string;
}>([
  {
    why: 'a listed definition beside the objective of the whole search',
    change: ({ TrainingJobDefinition: definition, ...rest }) => ({
      ...rest,
      TrainingJobDefinitions: [{ DefinitionName: 'only', ...definition }],
    }),
    says: 'HyperParameterTuningJobObjective cannot be specified with TrainingJobDefinitions.',
  },
  {
    why: 'a listed definition without a name',
    change: ({ TrainingJobDefinition: definition, HyperParameterTuningJobConfig: config, ...rest }) => {
      const { HyperParameterTuningJobObjective: _o, ParameterRanges: _r, ...shared } = config!;
      return { ...rest, HyperParameterTuningJobConfig: shared, TrainingJobDefinitions: [definition] };
    },
    says: 'Every entry of TrainingJobDefinitions must have a DefinitionName.',
  },
  {
    why: 'an objective inside the only definition',
    change: ({ TrainingJobDefinition: definition, ...rest }) => ({
      ...rest,
      TrainingJobDefinition: {
        ...definition,
        TuningObjective: { Type: 'Maximize', MetricName: 'score' },
      },
    }),
    says: 'TuningObjective belongs to the entries of TrainingJobDefinitions.',
  },
  {
    why: 'resources in two places',
    change: ({ TrainingJobDefinition: definition, ...rest }) => ({
      ...rest,
      TrainingJobDefinition: { ...definition, HyperParameterTuningResourceConfig: single },
    }),
    says: 'ResourceConfig and HyperParameterTuningResourceConfig cannot both be specified.',
  },
  {
    why: 'instance preferences beside a type',
    change: ({ TrainingJobDefinition: definition, ...rest }) => {
      const { ResourceConfig: _, ...others } = definition!;
      const both = { ...single, InstanceConfigs: [single] };
      return { ...rest, TrainingJobDefinition: { ...others, HyperParameterTuningResourceConfig: both } };
    },
    says: 'InstanceType of HyperParameterTuningResourceConfig cannot be specified with InstanceConfigs',
  },
  {
    why: 'a runtime above 28 days in a definition',
    change: ({ TrainingJobDefinition: definition, ...rest }) => ({
      ...rest,
      TrainingJobDefinition: { ...definition, StoppingCondition: { MaxRuntimeInSeconds: 3_000_000 } },
    }),
    says: 'must not be greater than 28 days',
  },
  {
    why: 'a tag of AWS',
    change: (request) => ({ ...request, Tags: [{ Key: 'aws:x', Value: 'y' }] }),
    says: 'aws: prefixed tag key names are not allowed',
  },
])('$why', async ({ change, says }) => {
  await expect(changed(change)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(says),
  });
  await expect(jobs.describe('rejected')).rejects.toBeInstanceOf(ResourceNotFound);
});
