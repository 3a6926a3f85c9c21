import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateHyperParameterTuningJobCommand,
  CreateTrainingJobCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type {
  CreateTrainingJobRequest,
  HyperParameterTrainingJobDefinition,
} from '@aws-sdk/client-sagemaker';
import type { ContainerRequest } from '../../../../../modules/local-cloud/runners/runner';
import { openLmdbStore } from '../../../../../modules/local-cloud/store/lmdb-store';
import { ManualClock } from '../../../../support/manual-clock';
import { SimulatedCloud } from '../../../../support/simulated-cloud';
import type { SimulatedProgram } from '../../../../support/simulated-runner';
import { inVirtualTime } from '../../../../support/virtual-time';

const MINUTE_MS = 60_000;

let directory: string;
let clock: ManualClock;
let simulated: SimulatedCloud;
/** What the next programs do, in turn; the last for all further ones. */
let programs: SimulatedProgram[];

/** Compression happens outside of the virtual time. */
const OUTPUT = { S3OutputPath: 's3://experiments/output', CompressionType: 'NONE' } as const;

const runs: SimulatedProgram = () => 'runs until it is stopped';
const ends =
  (minutes: number, ...lines: readonly string[]): SimulatedProgram =>
  () => ({ lines, tookMs: minutes * MINUTE_MS });

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'tuneform-lost-'));
  clock = new ManualClock(Date.UTC(2030, 0, 1));
  await started();
  await inVirtualTime(clock, simulated.furnish());
});

/** Starts a local cloud in the folder. */
async function started(): Promise<void> {
  const next = (request: ContainerRequest) =>
    (programs.length > 1 ? programs.shift()! : programs[0]!)(request);
  simulated = new SimulatedCloud(next, {
    directory,
    clock,
    store: openLmdbStore(join(directory, 'store'), { flush: false }),
  });
  await inVirtualTime(clock, simulated.cloud.start());
}

/** The end of a local cloud changes no record, as if it had been killed. */
async function restarted(): Promise<void> {
  await inVirtualTime(clock, simulated.cloud.stop());
  await started();
}

afterEach(async () => {
  await inVirtualTime(clock, simulated.cloud.stop());
  rmSync(directory, { recursive: true, force: true });
});

/** Starts a job, and lets its program run for some minutes. */
async function training(extra: Partial<CreateTrainingJobRequest>, minutes: number): Promise<void> {
  const { AlgorithmSpecification, RoleArn, ResourceConfig, StoppingCondition } =
    simulated.tuningRequest('unused').TrainingJobDefinition!;
  const request = {
    TrainingJobName: 'job',
    AlgorithmSpecification,
    RoleArn,
    OutputDataConfig: OUTPUT,
    ResourceConfig,
    StoppingCondition,
    ...extra,
  } as CreateTrainingJobRequest;
  await inVirtualTime(clock, simulated.sagemaker.send(new CreateTrainingJobCommand(request)));
  if (minutes > 0) await programRuns(minutes, request.TrainingJobName);
}

/** Lets time pass until an answer is good. */
async function until<T>(
  ask: () => Promise<T>,
  good: (answer: T) => boolean,
  everyMs = 5 * MINUTE_MS,
): Promise<T> {
  const asked = async (): Promise<T> => {
    for (;;) {
      const answer = await ask();
      if (good(answer)) return answer;
      await clock.sleep(everyMs);
    }
  };
  return inVirtualTime(clock, asked());
}

const described = (name: string) =>
  simulated.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: name }));

/** Lets the program start, on whichever instance, and run for some minutes. */
async function programRuns(minutes: number, name = 'job'): Promise<void> {
  await until(
    () => described(name),
    ({ SecondaryStatus }) => SecondaryStatus === 'Training',
    1_000,
  );
  await after(minutes);
}

const later = (minutes: number): Promise<void> => clock.sleep(minutes * MINUTE_MS);

const after = (minutes: number): Promise<void> => inVirtualTime(clock, later(minutes));

const reclaimed = (awayMinutes = 0) =>
  simulated.cloud.loseInstance('job', { how: 'reclaimed', awayMs: awayMinutes * MINUTE_MS });

const failed = (job = 'job') => simulated.cloud.loseInstance(job, { how: 'failed', awayMs: 0 });

/** Whole minutes: real work, such as writing a file, may take moments of the simulated time. */
const minutes = (seconds: number | undefined) => seconds && Math.floor(seconds / 60);

async function seen(name = 'job') {
  const job = await described(name);
  const { TrainingStartTime: start, TrainingEndTime: end } = job;
  return {
    status: job.TrainingJobStatus,
    steps: job.SecondaryStatusTransitions!.map(({ Status }) => Status).join(' '),
    took: minutes(end && (end.getTime() - start!.getTime()) / 1000),
    trained: minutes(job.TrainingTimeInSeconds),
    billed: minutes(job.BillableTimeInSeconds),
    artifact: job.ModelArtifacts!.S3ModelArtifacts,
    ...(job.FailureReason === undefined ? {} : { reason: job.FailureReason }),
  };
}

/** Lets a job end. */
async function ended(name = 'job') {
  await until(
    () => described(name),
    ({ TrainingEndTime }) => TrainingEndTime !== undefined,
  );
  return seen(name);
}

/** Lets a search end. */
const searched = () =>
  until(
    () =>
      simulated.sagemaker.send(
        new DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'search' }),
      ),
    ({ HyperParameterTuningJobStatus: status }) => status !== 'InProgress',
  );

async function trials() {
  const { TrainingJobSummaries = [] } = await simulated.sagemaker.send(
    new ListTrainingJobsForHyperParameterTuningJobCommand({ HyperParameterTuningJobName: 'search' }),
  );
  return TrainingJobSummaries;
}

/** Starts a search, and lets its first trial run for a minute. Returns the name of that. */
async function searching(
  maxJobs: number,
  extra: Partial<HyperParameterTrainingJobDefinition> = {},
): Promise<string> {
  const request = simulated.tuningRequest('search', {
    ResourceLimits: { MaxNumberOfTrainingJobs: maxJobs, MaxParallelTrainingJobs: 1 },
  });
  Object.assign(request.TrainingJobDefinition!, { OutputDataConfig: OUTPUT, ...extra });
  await inVirtualTime(clock, simulated.sagemaker.send(new CreateHyperParameterTuningJobCommand(request)));
  const [trial] = await until(trials, ({ length }) => length === 1, 1_000);
  await programRuns(1, trial!.TrainingJobName);
  return trial!.TrainingJobName!;
}

const SPOT = {
  EnableManagedSpotTraining: true,
  StoppingCondition: { MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 },
};

test('the wait between two spot instances is neither trained nor billed', async () => {
  programs = [runs, ends(20, 'score=1;')];
  await training(SPOT, 10);
  expect(reclaimed(30)).toBeUndefined();
  await after(1);
  expect(await seen()).toMatchObject({
    status: 'InProgress',
    steps: 'Starting Downloading Training Interrupted',
  });
  expect(reclaimed()).toBe(
    'The training job job has no program that runs now (it loses its instance already). Ask again when it is Training.',
  );
  expect(await ended()).toEqual({
    status: 'Completed',
    steps: 'Starting Downloading Training Interrupted Starting Downloading Training Uploading Completed',
    took: 60,
    trained: 30,
    billed: 30,
    artifact: 's3://experiments/output/job/output/model/',
  });
});

test('all stays on spot instances share the maximum run time', async () => {
  programs = [runs];
  await training(SPOT, 45);
  reclaimed(10);
  expect(await ended()).toMatchObject({
    status: 'Stopped',
    steps: expect.stringMatching(
      /Interrupted Starting Downloading Training Stopping Uploading MaxRuntimeExceeded$/,
    ),
    took: 70,
    billed: 60,
  });
});

test('the maximum wait ends a job that waits for an instance, and one that trains', async () => {
  programs = [runs];
  await training(SPOT, 10);
  reclaimed(500);
  expect(await ended()).toMatchObject({
    status: 'Stopped',
    steps: 'Starting Downloading Training Interrupted Stopping MaxWaitTimeExceeded',
    took: 120,
    billed: 10,
  });
  await training({ ...SPOT, TrainingJobName: 'second' }, 10);
  simulated.cloud.loseInstance('second', { how: 'reclaimed', awayMs: 100 * MINUTE_MS });
  await after(115);
  expect(await seen('second')).toMatchObject({
    steps: expect.stringMatching(/Training Stopping Uploading MaxWaitTimeExceeded$/),
    billed: 20,
    artifact: 's3://experiments/output/second/output/model/',
  });
});

test('a job that is stopped while it waits for an instance ends at once', async () => {
  programs = [runs];
  await training(SPOT, 10);
  reclaimed(60);
  await after(5);
  const stopped = simulated.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'job' }));
  await inVirtualTime(
    clock,
    stopped.then(() => later(1)),
  );
  expect(await seen()).toMatchObject({
    status: 'Stopped',
    steps: 'Starting Downloading Training Interrupted Stopping Stopped',
    took: 15,
  });
});

test('only spot instances are reclaimed', async () => {
  programs = [ends(9)];
  await training({}, 5);
  expect(reclaimed()).toBe(
    'The training job job is not on a spot instance. An instance that is not can only fail.',
  );
  expect(await ended()).toMatchObject({
    status: 'Completed',
    billed: 9,
  });
});

test('an internal error is tried again as often as the job allows, from Starting and in the same run time', async () => {
  programs = [runs];
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
  programs = [runs];
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
  programs = [broken, ends(1, 'score=1;')];
  await training({ RetryStrategy: { MaximumRetryAttempts: 1 } }, 0);
  expect(await ended()).toMatchObject({
    status: 'Completed',
    steps: 'Starting Downloading Starting Downloading Training Uploading Completed',
  });
  const exits: SimulatedProgram = () => ({ lines: [], exitCode: 3 });
  programs = [exits];
  await training({ TrainingJobName: 'other', RetryStrategy: { MaximumRetryAttempts: 5 } }, 0);
  expect(await ended('other')).toMatchObject({
    status: 'Failed',
    steps: 'Starting Downloading Training Failed',
    reason: 'AlgorithmError: , exit code: 3',
  });
});

test('a search repeats a trial whose instance failed, and counts it as a retryable error', async () => {
  programs = [runs, ends(1, 'score=1;')];
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

test('trials keep their checkpoints apart, each below its own name, and a further instance finds its own', async () => {
  const found: boolean[] = [];
  const checkpointing: SimulatedProgram = ({ mlDirectory }) => {
    const file = join(mlDirectory, 'checkpoints', 'epoch');
    found.push(existsSync(file));
    if (existsSync(file)) return { lines: ['score=2;'], tookMs: MINUTE_MS };
    mkdirSync(join(mlDirectory, 'checkpoints'), { recursive: true });
    writeFileSync(file, '1');
    return found.length === 1 ? 'runs until it is stopped' : { lines: ['score=1;'], tookMs: MINUTE_MS };
  };
  programs = [checkpointing];
  const trial = await searching(2, {
    ...SPOT,
    CheckpointConfig: { S3Uri: 's3://experiments/checkpoints' },
  });
  expect(simulated.cloud.loseInstance(trial, { how: 'reclaimed', awayMs: 0 })).toBeUndefined();
  await searched();
  expect(found).toEqual([false, true, false]);
  const [first, second] = await trials();
  expect([first, second].map((one) => one!.FinalHyperParameterTuningJobObjectiveMetric!.Value)).toEqual([
    2, 1,
  ]);
  const { CheckpointConfig } = await simulated.sagemaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: trial }),
  );
  expect(CheckpointConfig).toEqual({ S3Uri: `s3://experiments/checkpoints/${trial}` });
});

test('a job with attempts left starts again after a restart of the local cloud; the next restart ends it', async () => {
  programs = [runs];
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
  programs = [runs, ends(1, 'score=1;')];
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
  programs = [score, runs, score];
  const request = simulated.tuningRequest('search', {
    Strategy: 'Hyperband',
    StrategyConfig: { HyperbandStrategyConfig: { MinResource: 1, MaxResource: 3 } },
    ResourceLimits: { MaxNumberOfTrainingJobs: 3, MaxParallelTrainingJobs: 1 },
  });
  Object.assign(request.TrainingJobDefinition!, {
    OutputDataConfig: OUTPUT,
    RetryStrategy: { MaximumRetryAttempts: 1 },
  });
  await inVirtualTime(clock, simulated.sagemaker.send(new CreateHyperParameterTuningJobCommand(request)));
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
