import { DescribeTrainingJobCommand } from '@aws-sdk/client-sagemaker';
import { ShellJobs } from '../../../support/shell-jobs';
import { until } from '../../../support/sagemaker-fixture';

const jobs = ShellJobs.forThisFile();

test('a random search runs its trials, counts them and names the best', async () => {
  const name = await jobs.search();
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: {
      Completed: 4,
      InProgress: 0,
      RetryableError: 0,
      NonRetryableError: 0,
      Stopped: 0,
    },
    ObjectiveStatusCounters: { Succeeded: 4, Pending: 0, Failed: 0 },
    TrainingJobDefinition: {
      StaticHyperParameters: { epochs: '1', _tuning_objective_metric: 'score' },
      OutputDataConfig: { KmsKeyId: '' },
    },
  });
  expect(job.FailureReason).toBeUndefined();
  expect(job.HyperParameterTuningEndTime!.getTime()).toBeGreaterThanOrEqual(job.CreationTime!.getTime());

  const all = await jobs.trials(name, { SortBy: 'FinalObjectiveMetricValue', SortOrder: 'Descending' });
  expect(all).toHaveLength(4);
  const billed = await Promise.all(
    all.map(async ({ TrainingJobName }) => {
      const trial = await jobs.aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
      return trial.BillableTimeInSeconds!;
    }),
  );
  expect(Math.min(...billed)).toBeGreaterThanOrEqual(1);
  expect(job.ConsumedResources).toEqual({ RuntimeInSeconds: billed.reduce((sum, seconds) => sum + seconds) });
  const values = all.map((trial) => trial.FinalHyperParameterTuningJobObjectiveMetric!.Value!);
  expect([...values].sort((a, b) => b - a)).toEqual(values);
  expect(job.BestTrainingJob).toMatchObject({
    TrainingJobName: all[0]!.TrainingJobName,
    TunedHyperParameters: { x: String(values[0]) },
    ObjectiveStatus: 'Succeeded',
  });
  for (const trial of all) expect(trial.TrainingJobName).toMatch(/^search-1-00[1-4]-[0-9a-f]{8}$/);

  const best = await jobs.aws.sagemaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: all[0]!.TrainingJobName! }),
  );
  expect(best.TuningJobArn).toBe(job.HyperParameterTuningJobArn);
  expect(best.HyperParameters).toEqual({
    epochs: '1',
    x: all[0]!.TunedHyperParameters!['x'],
    _tuning_objective_metric: 'score',
  });
});

test('never runs more trials at once than asked for, and fills places as they fall free', async () => {
  const name = await jobs.search(
    { ResourceLimits: { MaxNumberOfTrainingJobs: 5, MaxParallelTrainingJobs: 2 } },
    `#!/bin/sh\nsleep 0.3; echo 'score=1;'`,
  );
  const seen: number[] = [];
  await until(
    async () => {
      const job = await jobs.describe(name);
      seen.push(job.TrainingJobStatusCounters!.InProgress!);
      return job;
    },
    (job) => job.HyperParameterTuningJobStatus === 'Completed',
  );
  expect(Math.max(...seen)).toBe(2);
});

test('the same seed searches the same points, another seed others', async () => {
  const serial = { ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 } };
  const points = async (seed: number): Promise<string[]> => {
    const name = await jobs.search({ ...serial, RandomSeed: seed });
    await jobs.aws.tuningJobEnd(name);
    return (await jobs.trials(name)).map((trial) => trial.TunedHyperParameters!['x']!);
  };
  const [first, again, other] = [await points(1), await points(1), await points(2)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

test('a Bayesian search closes in on the optimum', async () => {
  const quadratic = `#!/usr/bin/env -S python3 -IS
import json, os
x = float(json.load(open(os.environ["SAGEMAKER_BASE_DIR"] + "/input/config/hyperparameters.json"))["x"])
print("score=%.9f;" % ((x - 0.3) ** 2))
`;
  const name = await jobs.search(
    {
      Strategy: 'Bayesian',
      HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'score' },
      ResourceLimits: { MaxNumberOfTrainingJobs: 14, MaxParallelTrainingJobs: 2 },
    },
    quadratic,
  );
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job.BestTrainingJob!.FinalHyperParameterTuningJobObjectiveMetric).toMatchObject({
    Type: 'Minimize',
  });
  expect(Math.abs(Number(job.BestTrainingJob!.TunedHyperParameters!['x']) - 0.3)).toBeLessThan(0.02);
});

test('a grid search runs every combination once and ends, without being told how many there are', async () => {
  const x = ['0.1', '0.2', '0.3'];
  const kind = ['a', 'b'];
  const name = await jobs.search({
    Strategy: 'Grid',
    ParameterRanges: {
      CategoricalParameterRanges: [
        { Name: 'x', Values: x },
        { Name: 'kind', Values: kind },
      ],
    },
    ResourceLimits: { MaxParallelTrainingJobs: 4 },
  });
  const job = await jobs.aws.tuningJobEnd(name);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 6 },
    BestTrainingJob: { FinalHyperParameterTuningJobObjectiveMetric: { Value: 0.3 } },
  });
  expect(job.HyperParameterTuningJobConfig!.ResourceLimits).toEqual({ MaxParallelTrainingJobs: 4 });
  const found = (await jobs.trials(name)).map((trial) => trial.TunedHyperParameters);
  expect(found).toEqual(kind.flatMap((second) => x.map((first) => ({ x: first, kind: second }))));
});

test('integer and categorical values reach the container as SageMaker writes them', async () => {
  const name = await jobs.search({
    ParameterRanges: {
      IntegerParameterRanges: [{ Name: 'depth', MinValue: '2', MaxValue: '3' }],
      CategoricalParameterRanges: [{ Name: 'x', Values: ['0.25'] }],
    },
    ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 1 },
  });
  await jobs.aws.tuningJobEnd(name);
  const found = (await jobs.trials(name)).map((trial) => trial.TunedHyperParameters);
  expect(found).toContainEqual({ depth: '2', x: '0.25' });
  expect(found).toContainEqual({ depth: '3', x: '0.25' });
});

test('a definition in a list of one, with its own objective and ranges, runs as well', async () => {
  const { TrainingJobDefinition: definition, ...request } = jobs.aws.tuningRequest('listed', jobs.image);
  const {
    HyperParameterTuningJobObjective: objective,
    ParameterRanges: ranges,
    ...config
  } = request.HyperParameterTuningJobConfig!;
  await jobs.create({
    ...request,
    HyperParameterTuningJobConfig: config,
    TrainingJobDefinitions: [
      { ...definition!, DefinitionName: 'only', TuningObjective: objective!, HyperParameterRanges: ranges! },
    ],
  });
  const job = await jobs.aws.tuningJobEnd('listed');
  expect(job.HyperParameterTuningJobStatus).toBe('Completed');
  expect(job.TrainingJobDefinitions).toHaveLength(1);
  expect(job.TrainingJobDefinition).toBeUndefined();
});

test('resources given for the whole search, as the SageMaker Python SDK gives them, reach the trials', async () => {
  const request = jobs.aws.tuningRequest('resourced', jobs.image);
  const { ResourceConfig: _, ...definition } = request.TrainingJobDefinition!;
  const resources = { InstanceType: 'ml.g5.xlarge', InstanceCount: 1, VolumeSizeInGB: 5 } as const;
  await jobs.create({
    ...request,
    TrainingJobDefinition: { ...definition, HyperParameterTuningResourceConfig: resources },
  });
  expect((await jobs.aws.tuningJobEnd('resourced')).HyperParameterTuningJobStatus).toBe('Completed');
  const [trial] = await jobs.trials('resourced');
  const job = await jobs.aws.sagemaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: trial!.TrainingJobName! }),
  );
  expect(job.ResourceConfig).toEqual(resources);
});
