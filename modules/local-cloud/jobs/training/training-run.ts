import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, startStopwatch, TuneformError } from '../../../kernel';
import { discardFolder } from '../../runners/discard-folder';
import { folderHint } from '../../runners/process/plain-process-hints';
import type { ContainerExit, Runner, RunningContainer } from '../../runners/runner';
import { simulatedInstance } from '../../served-members/simulated-instance';
import { TRAINING_MEMBERS } from '../../served-members/training-members';
import { unenforcedLine } from '../../served-members/unenforced-line';
import { whyUnwritable } from '../../store/storage-fault';
import { whenWritable } from '../../store/when-writable';
import { ContainerPaths } from '../container-paths';
import { LONGEST_REASON } from '../failure';
import type { Failure } from '../failure';
import { JobLog } from '../job-log';
import { MetricExtractor } from './metric-extractor';
import { MlDirectory } from './ml-directory';
import { sayIfOpen } from './say-if-open';
import { passableVariables } from './passable-variables';
import { trainingEnvironment } from './training-environment';
import type { MetricValue, Step, TrainingJobRecord } from './training-job-record';
import type { TrainingDependencies } from './training-dependencies';
import { uploadOutputs } from './upload-outputs';

/** Reason for ending a job before its program ends by itself. */
export type StopCause = 'requested' | 'early stopping' | 'maximum runtime' | 'shutdown';

/** How the run reads and writes its record. */
export interface RunHooks {
  record(): TrainingJobRecord;
  step(step: Step, members?: Partial<TrainingJobRecord>): void;
  /** Receives the values that the program just printed. */
  metrics(values: readonly MetricValue[]): void;
  /** Called before a job that did all its work becomes Completed. */
  completing(): Promise<void>;
  /** Number of jobs of this kind that may run concurrently. */
  readonly siblings: number;
}

const REMEMBERED_LINES = 8;

/** One training job from its creation to its end. */
export class TrainingRun {
  private readonly dependencies: TrainingDependencies;
  private readonly hooks: RunHooks;
  private readonly log: JobLog;
  private readonly extractor: MetricExtractor;
  private readonly shutDown = new AbortController();
  /** Aborts the steps before the program: waiting, fetching, staging. */
  private readonly beforeProgram = new AbortController();
  private readonly directory: string;
  private readonly ml: MlDirectory;
  private readonly lastLines: string[] = [];
  private container: RunningContainer | undefined;
  private cause: StopCause | undefined;
  /** Measures the time since billing began. */
  private elapsed: (() => number) | undefined;

  constructor(dependencies: TrainingDependencies, hooks: RunHooks) {
    this.dependencies = dependencies;
    this.hooks = hooks;
    const { name, createdAtMs, request } = hooks.record();
    const stream = `${name}/algo-1-${String(Math.floor(createdAtMs / 1000))}`;
    this.log = new JobLog(dependencies, { group: '/aws/sagemaker/TrainingJobs', stream });
    this.extractor = new MetricExtractor(request.AlgorithmSpecification?.MetricDefinitions ?? [], (text) =>
      this.log.add(text),
    );
    this.directory = jobDirectory(dependencies, name);
    this.ml = new MlDirectory(join(this.directory, 'ml'));
  }

  /** Resolves when the job has ended and its record says so; after a shutdown the record is unchanged. */
  async run(): Promise<void> {
    try {
      await this.holdingSlot(async () => {
        const exit = await this.train();
        if (!this.isShutDown()) await this.conclude(exit);
      });
    } catch (error) {
      if (!this.isShutDown()) await this.fail(error);
    } finally {
      this.log.flush();
      if (!this.isShutDown()) await discardFolder(this.directory, this.dependencies.logger);
    }
  }

  /** Asks the job to end. The first cause counts; later calls change nothing. */
  stop(cause: StopCause): void {
    if (this.cause !== undefined && cause !== 'shutdown') return;
    this.cause = cause;
    if (cause === 'shutdown') this.shutDown.abort();
    else this.noteStopping(cause);
    this.beforeProgram.abort(new Error(`training job stopped: ${cause}`));
    if (cause !== 'shutdown') void this.container?.stop(this.dependencies.stopGraceMs);
  }

  /** The last output of the program, for a job that reports nothing else about its failure. */
  private remember(line: string): void {
    if (line.trim() === '') return;
    this.lastLines.push(line);
    if (this.lastLines.length > REMEMBERED_LINES) this.lastLines.shift();
  }

  private async holdingSlot(work: () => Promise<void>): Promise<void> {
    const { slots } = this.dependencies;
    if (slots.full) {
      this.hooks.step({ status: 'Pending', message: 'Waiting for a free place on this machine' });
    }
    const giveBack = await slots.take(this.beforeProgram.signal);
    try {
      await work();
    } finally {
      giveBack();
    }
  }

  private async train(): Promise<ContainerExit> {
    const { signal } = this.beforeProgram;
    const record = this.hooks.record();
    const runner = await this.dependencies.runner();
    this.announce(runner, record);
    const image = await runner.prepare(record.imageDigest, (line) => this.log.add(line), signal);
    signal.throwIfAborted();
    this.elapsed = startStopwatch(this.dependencies.clock);
    this.hooks.step(
      { status: 'Downloading', message: 'Downloading input data' },
      {
        startedAtMs: this.dependencies.clock.now(),
        runner: { name: runner.name, isolated: runner.isolated },
      },
    );
    await this.ml.create(record.request);
    for (const channel of record.request.InputDataConfig ?? []) {
      await this.ml.stage(channel, this.dependencies.objects, this.dependencies.region);
      signal.throwIfAborted();
    }
    const scratchDirectory = join(this.directory, 'scratch');
    await mkdir(scratchDirectory, { recursive: true });
    const { ContainerEntrypoint: entrypoint, ContainerArguments: words } =
      record.request.AlgorithmSpecification ?? {};
    const container = await runner.start(image, {
      id: record.name,
      // An entry point in the request replaces `docker run <image> train`.
      command: words ?? (entrypoint === undefined ? ['train'] : []),
      ...(entrypoint === undefined ? {} : { entrypoint }),
      mlDirectory: this.ml.path,
      scratchDirectory,
      environment: passableVariables(
        trainingEnvironment(record.request, {
          arn: record.arn,
          region: this.dependencies.region,
          mlDirectory: runner.mlDirectorySeenInside(this.ml.path),
          endpointUrl: this.dependencies.url(),
          credentials: this.dependencies.credentials,
          siblings: this.hooks.siblings,
          hasTrainingToolkit: image.hasTrainingToolkit,
        }),
        (line) => this.log.add(line),
      ),
      onLine: (line) => this.readLine(line),
    });
    this.container = container;
    // A stop during the start of the program had no program to stop.
    if (this.cause !== undefined) void container.stop(this.dependencies.stopGraceMs);
    else {
      this.hooks.step({
        status: 'Training',
        message: 'Training image download completed. Training in progress.',
      });
    }
    return this.withinMaxRuntime(container);
  }

  private announce(runner: Runner, record: TrainingJobRecord): void {
    const { InstanceType: type, VolumeSizeInGB: volume } = record.request.ResourceConfig ?? {};
    const how = runner.isolated ? `in ${runner.name}` : 'as a plain process, not isolated from this machine';
    this.log.add(`Local cloud: image ${record.imageDigest} runs ${how}; ${simulatedInstance(type, volume)}.`);
    const unenforced = unenforcedLine([TRAINING_MEMBERS, record.request]);
    if (unenforced !== undefined) this.log.add(unenforced);
  }

  private readLine(line: string): void {
    this.log.add(line);
    this.remember(line);
    const values = this.extractor.read(line, this.dependencies.clock.now());
    if (values.length > 0) this.hooks.metrics(values);
  }

  private async withinMaxRuntime(container: RunningContainer): Promise<ContainerExit> {
    const seconds = this.hooks.record().request.StoppingCondition?.MaxRuntimeInSeconds ?? 24 * 3600;
    const timer = new AbortController();
    this.dependencies.clock.sleep(seconds * 1000, timer.signal).then(
      () => this.stop('maximum runtime'),
      () => undefined,
    );
    void sayIfOpen(container, { clock: this.dependencies.clock, say: (line) => this.log.add(line) });
    const exit = await container.exited;
    timer.abort();
    return exit;
  }

  private async conclude(exit: ContainerExit): Promise<void> {
    this.log.flush();
    const failed = this.cause === undefined && exit.exitCode !== 0;
    if (failed) {
      const reason = (await this.ml.failure()) ?? exit.startError ?? this.lastLines.join('\n');
      await this.end(
        { status: 'Failed', primary: 'Failed', message: 'Training job failed' },
        { fault: 'program', reason: this.hinted(reason), exitCode: exit.exitCode },
      );
      return;
    }
    this.hooks.step({ status: 'Uploading', message: 'Uploading generated training model' });
    const modelArtifacts = await uploadOutputs(this.hooks.record().request, this.ml, {
      objects: this.dependencies.objects,
      scratchDirectory: this.directory,
      paths: new ContainerPaths(this.dependencies.directory),
    });
    if (this.cause === undefined) await this.hooks.completing();
    await this.end(this.ending(), undefined, modelArtifacts);
  }

  /** Returns the reason and hints about what this machine could not give the program, if its output suggests any. */
  private hinted(reason: string): string {
    const hint = folderHint([reason, ...this.lastLines].join('\n'));
    if (hint === undefined) return reason;
    this.log.add(`Local cloud: ${hint}`);
    this.log.flush();
    return `${reason.slice(0, LONGEST_REASON - 100 - hint.length)} (${hint})`;
  }

  private ending(): Step {
    switch (this.cause) {
      case undefined:
        return { status: 'Completed', primary: 'Completed', message: 'Training job completed' };
      case 'maximum runtime':
        return {
          status: 'MaxRuntimeExceeded',
          primary: 'Stopped',
          message: 'The training job reached its maximum runtime and was stopped',
        };
      case 'early stopping':
        return { status: 'Stopped', primary: 'Stopped', message: 'Training job stopped early' };
      default:
        return { status: 'Stopped', primary: 'Stopped', message: 'Training job stopped' };
    }
  }

  private async fail(error: unknown): Promise<void> {
    if (this.cause !== undefined && this.container === undefined) {
      await this.end(this.ending());
      return;
    }
    // The failed write may have been a note about a program that runs well.
    await this.container?.stop(0);
    const known = error instanceof TuneformError;
    if (!known) {
      this.dependencies.logger.error('training job failed unexpectedly', { error: messageOf(error) });
    }
    const why = whyUnwritable(error);
    const text =
      why === undefined ? messageOf(error) : `the local cloud could not write: ${why}. Free some space.`;
    this.log.add(`Local cloud: the training job failed: ${text}`);
    const failure: Failure = { fault: known ? 'request' : 'service', reason: text };
    await this.end({ status: 'Failed', primary: 'Failed', message: 'Training job failed' }, failure);
  }

  /** A stop request by a user reports that it cannot be written; the other causes appear at the end. */
  private noteStopping(cause: StopCause): void {
    try {
      this.hooks.step({ status: 'Stopping', primary: 'Stopping', message: 'Stopping the training job' });
    } catch (error) {
      if (cause === 'requested') {
        this.cause = undefined;
        throw error;
      }
      this.dependencies.logger.error('stop not recorded', { error: messageOf(error) });
    }
  }

  private end(step: Step, failure?: Failure, modelArtifacts?: string): Promise<void> {
    const members = {
      ...(this.elapsed === undefined ? {} : { tookMs: this.elapsed() }),
      finalMetrics: this.extractor.final().filter(({ value }) => Number.isFinite(value)),
      ...(failure === undefined ? {} : { failure: this.shown(failure) }),
      ...(modelArtifacts === undefined ? {} : { modelArtifacts }),
    };
    const { clock, logger } = this.dependencies;
    return whenWritable(() => this.hooks.step(step, members), {
      clock,
      logger,
      signal: this.shutDown.signal,
    });
  }

  /** Returns a failure to record: of limited length, with the container's paths instead of this machine's. */
  private shown(failure: Failure): Failure {
    const reason = new ContainerPaths(this.dependencies.directory).translate(failure.reason);
    return { ...failure, reason: reason.slice(0, LONGEST_REASON) };
  }

  private isShutDown(): boolean {
    return this.cause === 'shutdown';
  }
}

/** Returns the folder of a job's files while it runs. Names are compared case-insensitively, folders are not. */
export function jobDirectory(dependencies: Pick<TrainingDependencies, 'directory'>, name: string): string {
  return join(dependencies.directory, 'jobs', name.toLowerCase());
}
