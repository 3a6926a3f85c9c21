import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateHyperParameterTuningJobCommand,
  CreateTrainingJobCommand,
  DescribeHyperParameterTuningJobCommand,
  DescribeTrainingJobCommand,
  ListTrainingJobsForHyperParameterTuningJobCommand,
} from '@aws-sdk/client-sagemaker';
import type {
  CreateTrainingJobRequest,
  HyperParameterTrainingJobDefinition,
} from '@aws-sdk/client-sagemaker';
import type { ContainerRequest } from '../../modules/local-cloud/runners/runner';
import { openLmdbStore } from '../../modules/local-cloud/store/lmdb-store';
import { ManualClock } from './manual-clock';
import { SimulatedCloud } from './simulated-cloud';
import type { SimulatedProgram } from './simulated-runner';
import { inVirtualTime } from './virtual-time';

export const MINUTE_MS = 60_000;

/** Compression happens outside of the virtual time. */
export const OUTPUT = { S3OutputPath: 's3://experiments/output', CompressionType: 'NONE' } as const;

/** A program without an end of its own. */
export const runs: SimulatedProgram = () => 'runs until it is stopped';
/** A program that prints lines and ends after some minutes. */
export const ends =
  (minutes: number, ...lines: readonly string[]): SimulatedProgram =>
  () => ({ lines, tookMs: minutes * MINUTE_MS });

/** Simulates the loss of instances on a virtual clock: a local cloud for each test of a file, whose programs are functions. */
export function lossBench() {
  let directory: string;
  let clock: ManualClock;
  let simulated: SimulatedCloud;
  /** What the next programs do, in turn; the last for all further ones. */
  let programs: SimulatedProgram[];

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

  return {
    /** Sets what the next programs do, in turn; the last for all further ones. */
    play: (...next: readonly SimulatedProgram[]): void => {
      programs = [...next];
    },
    clock: () => clock,
    later,
    simulated: () => simulated,
    restarted,
    training,
    until,
    described,
    programRuns,
    after,
    reclaimed,
    failed,
    seen,
    ended,
    searched,
    trials,
    searching,
  };
}
