import {
  AddTagsCommand,
  DeleteHyperParameterTuningJobCommand,
  DeleteTagsCommand,
  DescribeTrainingJobCommand,
  ListHyperParameterTuningJobsCommand,
  ListTagsCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  ResourceNotFound,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type {
  HyperParameterTuningJobConfig,
  ListTrainingJobsForHyperParameterTuningJobRequest,
} from '@aws-sdk/client-sagemaker';
import { systemClock } from '../../../modules/kernel';
import { JumpingClock } from '../../support/jumping-clock';
import { furnishedCloud, SHELL_TRAIN, until } from './sagemaker-fixture';
import type { FurnishedCloud, SageMakerFixture } from './sagemaker-fixture';

let running: FurnishedCloud;
let aws: SageMakerFixture;
let image: string;

beforeAll(async () => {
  running = await furnishedCloud();
  ({ aws } = running);
  image = await aws.pushImage('shell', { train: SHELL_TRAIN });
});

afterAll(() => running.remove());

const create: SageMakerFixture['createTuningJob'] = (request) => aws.createTuningJob(request);
const look: SageMakerFixture['tuningJob'] = (name) => aws.tuningJob(name);
const stop: SageMakerFixture['stopTuningJob'] = (name) => aws.stopTuningJob(name);

async function trials(name: string, query: Partial<ListTrainingJobsForHyperParameterTuningJobRequest> = {}) {
  const answer = await aws.sagemaker.send(
    new ListTrainingJobsForHyperParameterTuningJobCommand({
      HyperParameterTuningJobName: name,
      MaxResults: 100,
      ...query,
    }),
  );
  return answer.TrainingJobSummaries!;
}

let jobs = 0;
async function search(
  config: Partial<HyperParameterTuningJobConfig> = {},
  program?: string,
): Promise<string> {
  jobs += 1;
  const name = `search-${String(jobs)}`;
  const own = program === undefined ? image : await aws.pushImage('programs', { train: program });
  await create(aws.tuningRequest(name, own, config));
  return name;
}

test('a random search runs its trials, counts them and names the best', async () => {
  const name = await search();
  const job = await aws.tuningJobEnd(name);
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

  const all = await trials(name, { SortBy: 'FinalObjectiveMetricValue', SortOrder: 'Descending' });
  expect(all).toHaveLength(4);
  const billed = await Promise.all(
    all.map(async ({ TrainingJobName }) => {
      const trial = await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
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

  const best = await aws.sagemaker.send(
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
  const name = await search(
    { ResourceLimits: { MaxNumberOfTrainingJobs: 5, MaxParallelTrainingJobs: 2 } },
    `#!/bin/sh\nsleep 0.3; echo 'score=1;'`,
  );
  const seen: number[] = [];
  await until(
    async () => {
      const job = await look(name);
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
    const name = await search({ ...serial, RandomSeed: seed });
    await aws.tuningJobEnd(name);
    return (await trials(name)).map((trial) => trial.TunedHyperParameters!['x']!);
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
  const name = await search(
    {
      Strategy: 'Bayesian',
      HyperParameterTuningJobObjective: { Type: 'Minimize', MetricName: 'score' },
      ResourceLimits: { MaxNumberOfTrainingJobs: 14, MaxParallelTrainingJobs: 2 },
    },
    quadratic,
  );
  const job = await aws.tuningJobEnd(name);
  expect(job.BestTrainingJob!.FinalHyperParameterTuningJobObjectiveMetric).toMatchObject({
    Type: 'Minimize',
  });
  expect(Math.abs(Number(job.BestTrainingJob!.TunedHyperParameters!['x']) - 0.3)).toBeLessThan(0.02);
});

test('a grid search runs every combination once and ends, without being told how many there are', async () => {
  const x = ['0.1', '0.2', '0.3'];
  const kind = ['a', 'b'];
  const name = await search({
    Strategy: 'Grid',
    ParameterRanges: {
      CategoricalParameterRanges: [
        { Name: 'x', Values: x },
        { Name: 'kind', Values: kind },
      ],
    },
    ResourceLimits: { MaxParallelTrainingJobs: 4 },
  });
  const job = await aws.tuningJobEnd(name);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 6 },
    BestTrainingJob: { FinalHyperParameterTuningJobObjectiveMetric: { Value: 0.3 } },
  });
  expect(job.HyperParameterTuningJobConfig!.ResourceLimits).toEqual({ MaxParallelTrainingJobs: 4 });
  const found = (await trials(name)).map((trial) => trial.TunedHyperParameters);
  expect(found).toEqual(kind.flatMap((second) => x.map((first) => ({ x: first, kind: second }))));
});

test('integer and categorical values reach the container as SageMaker writes them', async () => {
  const name = await search({
    ParameterRanges: {
      IntegerParameterRanges: [{ Name: 'depth', MinValue: '2', MaxValue: '3' }],
      CategoricalParameterRanges: [{ Name: 'x', Values: ['0.25'] }],
    },
    ResourceLimits: { MaxNumberOfTrainingJobs: 2, MaxParallelTrainingJobs: 1 },
  });
  await aws.tuningJobEnd(name);
  const found = (await trials(name)).map((trial) => trial.TunedHyperParameters);
  expect(found).toContainEqual({ depth: '2', x: '0.25' });
  expect(found).toContainEqual({ depth: '3', x: '0.25' });
});

test('a stopped search stops its trials, launches no more and keeps its winner', async () => {
  const first = `#!/bin/sh\nif mkdir "\${TMPDIR%/jobs/*}/first" 2>/dev/null; then echo 'score=0.5;'; exit 0; fi; exec sleep 60`;
  const name = await search({}, first);
  await until(
    () => look(name),
    (job) => job.TrainingJobStatusCounters!.Completed === 1,
  );
  await stop(name);
  expect((await look(name)).HyperParameterTuningJobStatus).toMatch(/Stopping|Stopped/);
  const job = await aws.tuningJobEnd(name);
  expect(job.HyperParameterTuningJobStatus).toBe('Stopped');
  expect(job.TrainingJobStatusCounters).toMatchObject({ Completed: 1, InProgress: 0 });
  expect(job.TrainingJobStatusCounters!.Stopped).toBeGreaterThanOrEqual(1);
  expect(job.BestTrainingJob!.FinalHyperParameterTuningJobObjectiveMetric!.Value).toBe(0.5);
  await expect(stop(name)).rejects.toThrow('is in status Stopped');
});

test('five failures in a row end the search', async () => {
  const limits = { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 1 };
  const name = await search({ ResourceLimits: limits }, '#!/bin/sh\nexit 1');
  const job = await aws.tuningJobEnd(name);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Failed',
    FailureReason:
      'No training job succeeded after 5 attempts. Please take a look at the training job failures to get more details.',
    TrainingJobStatusCounters: { NonRetryableError: 5, Completed: 0 },
    ObjectiveStatusCounters: { Failed: 5 },
  });
  expect(job.BestTrainingJob).toBeUndefined();
});

test('a search whose few trials all fail has failed', async () => {
  const name = await search({}, '#!/bin/sh\nexit 1');
  expect(await aws.tuningJobEnd(name)).toMatchObject({
    HyperParameterTuningJobStatus: 'Failed',
    FailureReason: expect.stringContaining('All training jobs failed.'),
  });
});

test('trials that never print the objective complete without one, and five of them end the search', async () => {
  const limits = { MaxNumberOfTrainingJobs: 20, MaxParallelTrainingJobs: 1 };
  const name = await search({ ResourceLimits: limits }, '#!/bin/sh\necho nothing');
  const job = await aws.tuningJobEnd(name);
  expect(job.FailureReason).toContain('No objective metrics found after running 5 training jobs.');
  expect((await trials(name))[0]).toMatchObject({
    TrainingJobStatus: 'Completed',
    ObjectiveStatus: 'Failed',
  });
});

test('a search may complete without a winner', async () => {
  const name = await search({}, '#!/bin/sh\necho "score=nan;"');
  const job = await aws.tuningJobEnd(name);
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    ObjectiveStatusCounters: { Failed: 4 },
  });
  expect(job.BestTrainingJob).toBeUndefined();
});

test('early stopping ends trials that are worse than the median of earlier ones', async () => {
  const steps = `#!/bin/sh
x=$(sed -n 's/.*"x": "\\([^"]*\\)".*/\\1/p' "$SAGEMAKER_BASE_DIR/input/config/hyperparameters.json")
for step in 1 2 3 4 5 6; do echo "score=$x;"; sleep 0.05; done
`;
  const limits = { MaxNumberOfTrainingJobs: 12, MaxParallelTrainingJobs: 1 };
  const name = await search({ ResourceLimits: limits, TrainingJobEarlyStoppingType: 'Auto' }, steps);
  const job = await aws.tuningJobEnd(name);
  const { Completed: completed, Stopped: stopped } = job.TrainingJobStatusCounters!;
  expect(completed! + stopped!).toBe(12);
  expect(stopped).toBeGreaterThan(0);
  expect((await trials(name)).slice(0, 3).map((trial) => trial.TrainingJobStatus)).toEqual(
    Array<string>(3).fill('Completed'),
  );
  const best = job.BestTrainingJob!.FinalHyperParameterTuningJobObjectiveMetric!.Value!;
  for (const trial of await trials(name, { StatusEquals: 'Stopped' })) {
    expect(trial.FinalHyperParameterTuningJobObjectiveMetric!.Value).toBeLessThan(best);
  }
});

test('a target value completes the search before its trials are used up', async () => {
  const name = await search({
    ResourceLimits: { MaxNumberOfTrainingJobs: 50, MaxParallelTrainingJobs: 1 },
    TuningJobCompletionCriteria: { TargetObjectiveMetricValue: 0.01 },
  });
  const job = await aws.tuningJobEnd(name);
  expect(job.HyperParameterTuningJobStatus).toBe('Completed');
  expect(job.TrainingJobStatusCounters!.Completed).toBeLessThan(10);
});

test('a trial stopped by hand counts as stopped and the search goes on', async () => {
  const slowFirst = `#!/bin/sh\nif mkdir "\${TMPDIR%/jobs/*}/slow" 2>/dev/null; then exec sleep 60; fi; echo 'score=0.5;'`;
  const limits = { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 };
  const name = await search({ ResourceLimits: limits }, slowFirst);
  const [first] = await until(
    () => trials(name),
    (all) => all.length === 1,
  );
  await until(
    () => aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: first!.TrainingJobName! })),
    (job) => job.SecondaryStatus === 'Training',
  );
  await aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: first!.TrainingJobName! }));
  expect(await aws.tuningJobEnd(name)).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 2, Stopped: 1 },
  });
});

test('a definition in a list of one, with its own objective and ranges, runs as well', async () => {
  const { TrainingJobDefinition: definition, ...request } = aws.tuningRequest('listed', image);
  const {
    HyperParameterTuningJobObjective: objective,
    ParameterRanges: ranges,
    ...config
  } = request.HyperParameterTuningJobConfig!;
  await create({
    ...request,
    HyperParameterTuningJobConfig: config,
    TrainingJobDefinitions: [
      { ...definition!, DefinitionName: 'only', TuningObjective: objective!, HyperParameterRanges: ranges! },
    ],
  });
  const job = await aws.tuningJobEnd('listed');
  expect(job.HyperParameterTuningJobStatus).toBe('Completed');
  expect(job.TrainingJobDefinitions).toHaveLength(1);
  expect(job.TrainingJobDefinition).toBeUndefined();
});

test('resources given for the whole search, as the SageMaker Python SDK gives them, reach the trials', async () => {
  const request = aws.tuningRequest('resourced', image);
  const { ResourceConfig: _, ...definition } = request.TrainingJobDefinition!;
  const resources = { InstanceType: 'ml.g5.xlarge', InstanceCount: 1, VolumeSizeInGB: 5 } as const;
  await create({
    ...request,
    TrainingJobDefinition: { ...definition, HyperParameterTuningResourceConfig: resources },
  });
  expect((await aws.tuningJobEnd('resourced')).HyperParameterTuningJobStatus).toBe('Completed');
  const [trial] = await trials('resourced');
  const job = await aws.sagemaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: trial!.TrainingJobName! }),
  );
  expect(job.ResourceConfig).toEqual(resources);
});

test('a search past its wall clock stops what runs and completes with what it has', async () => {
  const clock = new JumpingClock();
  const quick = await furnishedCloud({ clock, signatureClock: systemClock });
  const client = quick.aws;
  try {
    const first = `#!/bin/sh\nif mkdir "\${TMPDIR%/jobs/*}/first" 2>/dev/null; then echo 'score=0.5;'; exit 0; fi; exec sleep 60`;
    const own = await client.pushImage('programs', { train: first });
    const limits = { MaxNumberOfTrainingJobs: 4, MaxParallelTrainingJobs: 2, MaxRuntimeInSeconds: 120 };
    const request = client.tuningRequest('capped', own, { ResourceLimits: limits });
    await client.createTuningJob(request);
    await until(
      () => client.tuningJob('capped'),
      ({ TrainingJobStatusCounters: counted }) => counted?.Completed === 1 && counted.InProgress === 2,
    );
    clock.jump(1000 * limits.MaxRuntimeInSeconds);
    const job = await client.tuningJobEnd('capped');
    expect(job).toMatchObject({
      HyperParameterTuningJobStatus: 'Completed',
      TrainingJobStatusCounters: { Completed: 1, Stopped: 2, InProgress: 0 },
      BestTrainingJob: { FinalHyperParameterTuningJobObjectiveMetric: { Value: 0.5 } },
    });
  } finally {
    await quick.remove();
  }
});

test('tags are copied to the trials and can be changed', async () => {
  await create({ ...aws.tuningRequest('tagged', image), Tags: [{ Key: 'owner', Value: 'me' }] });
  const { HyperParameterTuningJobArn: arn } = await aws.tuningJobEnd('tagged');
  const tagsOf = async (of: string) =>
    (await aws.sagemaker.send(new ListTagsCommand({ ResourceArn: of }))).Tags!;
  const [trial] = await trials('tagged');
  expect(await tagsOf(trial!.TrainingJobArn!)).toEqual([{ Key: 'owner', Value: 'me' }]);
  const add = {
    ResourceArn: arn!,
    Tags: [
      { Key: 'owner', Value: 'you' },
      { Key: 'b', Value: '2' },
    ],
  };
  expect((await aws.sagemaker.send(new AddTagsCommand(add))).Tags).toHaveLength(2);
  await aws.sagemaker.send(new DeleteTagsCommand({ ResourceArn: arn!, TagKeys: ['b'] }));
  expect(await tagsOf(arn!)).toEqual([{ Key: 'owner', Value: 'you' }]);
  await expect(tagsOf(`${arn!}-gone`)).rejects.toThrow('Could not find resource');
});

test('lists tuning jobs by status and name', async () => {
  const answer = await aws.sagemaker.send(
    new ListHyperParameterTuningJobsCommand({ NameContains: 'tagged', StatusEquals: 'Completed' }),
  );
  expect(answer.HyperParameterTuningJobSummaries).toMatchObject([
    {
      HyperParameterTuningJobName: 'tagged',
      Strategy: 'Random',
      ResourceLimits: { MaxParallelTrainingJobs: 2 },
    },
  ]);
});

test('deleting removes the record and leaves the training jobs; the name may be used again', async () => {
  await create(aws.tuningRequest('deleted', image));
  const remove = () =>
    aws.sagemaker.send(new DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'deleted' }));
  await expect(remove()).rejects.toThrow('is in status InProgress');
  await aws.tuningJobEnd('deleted');
  const [trial] = await trials('deleted');
  await remove();
  await expect(look('deleted')).rejects.toBeInstanceOf(ResourceNotFound);
  await expect(trials('deleted')).rejects.toBeInstanceOf(ResourceNotFound);
  await expect(remove()).rejects.toBeInstanceOf(ResourceNotFound);
  await aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: trial!.TrainingJobName! }));
  await create(aws.tuningRequest('deleted', image));
  const again = await aws.tuningJobEnd('deleted');
  expect(again.TrainingJobStatusCounters!.Completed).toBe(4);
  expect(await trials('deleted')).toHaveLength(4);
});
