import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTrainingJobDefinition,
} from '@aws-sdk/client-sagemaker';
import { hyperparametersOf, SimulatedSearches } from '../../../support/simulated-searches';

let searches: SimulatedSearches;

beforeEach(async () => {
  searches = new SimulatedSearches((container) => {
    const { x, depth, _tuning_objective_metric: metric } = hyperparametersOf(container);
    return { lines: [`${metric ?? ''}=${x ?? depth ?? ''};`] };
  });
  await searches.start();
});

afterEach(() => searches.remove());

/** Two algorithms: one tunes a number and reports `score`, the other three categories and `auc`. */
function twoDefinitions(
  name: string,
  change: (second: HyperParameterTrainingJobDefinition) => HyperParameterTrainingJobDefinition = (same) =>
    same,
): CreateHyperParameterTuningJobRequest {
  const {
    TrainingJobDefinition: shared,
    HyperParameterTuningJobConfig: config,
    ...rest
  } = searches.simulated.tuningRequest(name);
  const { HyperParameterTuningJobObjective: objective, ParameterRanges: ranges, ...limits } = config!;
  const first = {
    ...shared!,
    DefinitionName: 'linear',
    TuningObjective: objective!,
    HyperParameterRanges: ranges!,
    Environment: { KIND: 'linear' },
    StaticHyperParameters: { epochs: '1' },
  };
  const second = {
    ...shared!,
    DefinitionName: 'tree',
    TuningObjective: { Type: 'Maximize' as const, MetricName: 'auc' },
    AlgorithmSpecification: {
      ...shared!.AlgorithmSpecification!,
      MetricDefinitions: [{ Name: 'auc', Regex: 'auc=([^;]*);' }],
    },
    HyperParameterRanges: { CategoricalParameterRanges: [{ Name: 'depth', Values: ['2', '3', '5'] }] },
    ResourceConfig: { InstanceType: 'ml.c5.xlarge' as const, InstanceCount: 1, VolumeSizeInGB: 20 },
  };
  return {
    ...rest,
    HyperParameterTuningJobConfig: {
      ...limits,
      ResourceLimits: { MaxNumberOfTrainingJobs: 8, MaxParallelTrainingJobs: 2 },
    },
    TrainingJobDefinitions: [first, change(second)],
  };
}

test('definitions take turns, each with its own objective, ranges, resources and environment', async () => {
  const request = twoDefinitions('two');
  const job = await searches.run(request);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 8 },
    BestTrainingJob: {
      TrainingJobDefinitionName: 'tree',
      TunedHyperParameters: { depth: '5' },
      FinalHyperParameterTuningJobObjectiveMetric: { Type: 'Maximize', MetricName: 'auc', Value: 5 },
    },
  });
  expect(job.TrainingJobDefinition).toBeUndefined();
  expect(job.TrainingJobDefinitions).toMatchObject([
    { DefinitionName: 'linear', StaticHyperParameters: { epochs: '1', _tuning_objective_metric: 'score' } },
    { DefinitionName: 'tree', StaticHyperParameters: { _tuning_objective_metric: 'auc' } },
  ]);
  for (const [at, sent] of request.TrainingJobDefinitions!.entries()) {
    const { StaticHyperParameters: _, ...others } = sent;
    expect(job.TrainingJobDefinitions![at]).toMatchObject(others);
  }

  const trials = await searches.trials('two');
  const names = trials.map(({ TrainingJobDefinitionName: name }) => name);
  expect(names.slice(0, 6).sort()).toEqual(['linear', 'linear', 'linear', 'tree', 'tree', 'tree']);
  // The tree has three combinations; the jobs left over are the other's.
  expect(names.slice(6)).toEqual(['linear', 'linear']);
  const depths = trials.flatMap(({ TunedHyperParameters: tuned }) => tuned!['depth'] ?? []);
  expect(depths.sort()).toEqual(['2', '3', '5']);

  for (const trial of trials) {
    const linear = trial.TrainingJobDefinitionName === 'linear';
    expect(Object.keys(trial.TunedHyperParameters!)).toEqual([linear ? 'x' : 'depth']);
    const described = await searches.training(trial.TrainingJobName!);
    expect(described.ResourceConfig!.InstanceType).toBe(linear ? 'ml.m5.large' : 'ml.c5.xlarge');
    expect(described.Environment).toEqual(linear ? { KIND: 'linear' } : undefined);
    expect(described.HyperParameters!['_tuning_objective_metric']).toBe(linear ? 'score' : 'auc');
  }
});

test('a single definition may have a name, which its trials carry', async () => {
  const request = searches.simulated.tuningRequest('one');
  await searches.run({
    ...request,
    TrainingJobDefinition: { ...request.TrainingJobDefinition!, DefinitionName: 'only' },
  });
  const names = (await searches.trials('one')).map(({ TrainingJobDefinitionName: name }) => name);
  expect(names).toEqual(['only', 'only', 'only', 'only']);
});

const variables = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`V${String(at)}`, '1']));

test.each<{
  why: string;
  change?: (second: HyperParameterTrainingJobDefinition) => HyperParameterTrainingJobDefinition;
  whole?: (request: CreateHyperParameterTuningJobRequest) => CreateHyperParameterTuningJobRequest;
  says: string;
}>([
  {
    why: 'two definitions of one name',
    change: (second) => ({ ...second, DefinitionName: 'linear' }),
    says: 'The DefinitionName "linear" is used twice.',
  },
  {
    why: 'objectives that cannot be compared',
    change: (second) => ({ ...second, TuningObjective: { Type: 'Minimize', MetricName: 'auc' } }),
    says: 'must have the same Type',
  },
  {
    why: 'an objective that the second definition does not print',
    change: (second) => ({ ...second, TuningObjective: { Type: 'Maximize', MetricName: 'score' } }),
    says: 'A metric is required for this hyperparameter tuning job objective.',
  },
  {
    why: 'an image of the second definition that does not exist',
    change: (second) => ({
      ...second,
      AlgorithmSpecification: { ...second.AlgorithmSpecification!, TrainingImage: '127.0.0.1/gone:v1' },
    }),
    says: 'gone:v1 not found',
  },
  {
    why: 'too many environment variables over all definitions',
    change: (second) => ({ ...second, Environment: variables(48) }),
    says: 'have 49 environment variables; at most 48',
  },
  {
    why: 'early stopping of several algorithms',
    whole: ({ HyperParameterTuningJobConfig: config, ...rest }) => ({
      ...rest,
      HyperParameterTuningJobConfig: { ...config!, TrainingJobEarlyStoppingType: 'Auto' },
    }),
    says: 'TrainingJobEarlyStoppingType Auto is available only with a single training job definition.',
  },
])('$why is rejected', async ({ change, whole = (same) => same, says }) => {
  await expect(searches.create(whole(twoDefinitions('wrong', change)))).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(says),
  });
});
