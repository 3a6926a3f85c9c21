import { CreateHyperParameterTuningJobCommand } from '@aws-sdk/client-sagemaker';
import { ends, lossBench, MINUTE_MS, OUTPUT, runs } from '../../../../support/loss-bench';
import type { SimulatedProgram } from '../../../../support/simulated-runner';
import { inVirtualTime } from '../../../../support/virtual-time';

const {
  play,
  clock,
  simulated,
  restarted,
  training,
  until,
  programRuns,
  failed,
  seen,
  ended,
  searched,
  trials,
  searching,
} = lossBench();

test('an internal error is tried again as often as the job allows, from Starting and in the same run time', async () => {
  play(runs);
  const RetryStrategy = { MaximumRetryAttempts: 2 };
  await training({ RetryStrategy, StoppingCondition: { MaxRuntimeInSeconds: 3600 } }, 10);
  for (const _ of [1, 2]) {
    expect(failed()).toBeUndefined();
    await programRuns(10);
  }
  expect(await seen()).toMatchObject({
    status: 'InProgress',
    steps: 'Starting Downloading Training Starting Downloading Training Starting Downloading Training',
  });
  expect(await ended()).toMatchObject({
    status: 'Stopped',
    steps: expect.stringMatching(/Stopping Uploading MaxRuntimeExceeded$/),
    took: 60,
  });
});

test('a job without attempts left fails by the service, which bills nothing', async () => {
  play(runs);
  await training({ RetryStrategy: { MaximumRetryAttempts: 1 } }, 2);
  failed();
  await programRuns(2);
  failed();
  expect(await ended()).toMatchObject({
    status: 'Failed',
    steps: 'Starting Downloading Training Starting Downloading Training Failed',
    reason: 'InternalServerError: The instance failed. Please retry.',
    billed: undefined,
  });
});

test('what the local cloud itself cannot do is an internal error too; what the request asks for is not', async () => {
  const broken: SimulatedProgram = () => {
    throw new Error('no process today');
  };
  play(broken, ends(1, 'score=1;'));
  await training({ RetryStrategy: { MaximumRetryAttempts: 1 } }, 0);
  expect(await ended()).toMatchObject({
    status: 'Completed',
    steps: 'Starting Downloading Starting Downloading Training Uploading Completed',
  });
  const exits: SimulatedProgram = () => ({ lines: [], exitCode: 3 });
  play(exits);
  await training({ TrainingJobName: 'other', RetryStrategy: { MaximumRetryAttempts: 5 } }, 0);
  expect(await ended('other')).toMatchObject({
    status: 'Failed',
    steps: 'Starting Downloading Training Failed',
    reason: 'AlgorithmError: , exit code: 3',
  });
});

test('a search repeats a trial whose instance failed, and counts it as a retryable error', async () => {
  play(runs, ends(1, 'score=1;'));
  const trial = await searching(3);
  expect(failed(trial)).toBeUndefined();
  expect(await searched()).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 3, RetryableError: 1, NonRetryableError: 0, InProgress: 0 },
    ObjectiveStatusCounters: { Succeeded: 3, Pending: 0, Failed: 0 },
  });
  const [first, second] = await trials();
  expect(second!.TunedHyperParameters).toEqual(first!.TunedHyperParameters);
  expect(first!.TrainingJobStatus).toBe('Failed');
});

test('a job with attempts left starts again after a restart of the local cloud; the next restart ends it', async () => {
  play(runs);
  await training({ RetryStrategy: { MaximumRetryAttempts: 1 } }, 2);
  await restarted();
  await programRuns(2);
  expect(await seen()).toMatchObject({
    steps: 'Starting Downloading Training Starting Downloading Training',
  });
  await restarted();
  expect(await ended()).toMatchObject({
    status: 'Failed',
    reason: 'InternalServerError: interrupted by restart of the local cloud',
  });
});

test('a search goes on with a trial that starts again after a restart, under the same name', async () => {
  play(runs, ends(1, 'score=1;'));
  const trial = await searching(2, { RetryStrategy: { MaximumRetryAttempts: 1 } });
  await restarted();
  expect(await searched()).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 2, RetryableError: 0 },
    BestTrainingJob: { TrainingJobName: trial },
  });
});

test('a restart in a search of Hyperband loses no rung and gives no trial two', async () => {
  const score: SimulatedProgram = () => ({ lines: ['score=1;', 'score=2;', 'score=3;'], tookMs: MINUTE_MS });
  play(score, runs, score);
  const request = simulated().tuningRequest('search', {
    Strategy: 'Hyperband',
    StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 3 } },
    ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 },
  });
  Object.assign(request.TrainingJobDefinition!, {
    OutputDataConfig: OUTPUT,
    RetryStrategy: { MaximumRetryAttempts: 1 },
  });
  await inVirtualTime(clock(), simulated().sagemaker.send(new CreateHyperParameterTuningJobCommand(request)));
  const [, second] = await until(trials, ({ length }) => length === 2, 1_000);
  await programRuns(1, second!.TrainingJobName);
  await restarted();
  const job = await searched();
  // The first reached the maximum; the others, no better at the first rung, were stopped there.
  expect(job).toMatchObject({
    HyperParameterTuningJobStatus: 'Completed',
    TrainingJobStatusCounters: { Completed: 1, Stopped: 2, RetryableError: 0 },
    BestTrainingJob: { FinalHyperParameterTuningJobObjectiveMetric: { Value: 3 } },
  });
});
