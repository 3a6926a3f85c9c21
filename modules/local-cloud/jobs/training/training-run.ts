import { join } from 'node:path';
import { messageOf, startStopwatch, TuneformError } from '../../../kernel';
import { discardFolder } from '../../runners/discard-folder';
import type { ContainerExit, RunningContainer } from '../../runners/runner';
import type { InstanceLoss } from '../../ports/instance-loss';
import { JobLog } from '../job-log';
import { announceRun } from './announce-run';
import { InstanceFailure } from './instance-failure';
import { InstanceStay } from './instance-stay';
import { jobDirectory } from './job-directory';
import type { RunHooks, StopCause } from './run-hooks';
import { MlDirectory } from './ml-directory';
import { ProgramOutput } from './program-output';
import { watchWaitTime } from './time-limits';
import { TrainingEnd } from './training-end';
import { mayRetry, STARTING } from './training-job-record';
import type { Step, TrainingJobRecord } from './training-job-record';
import type { TrainingDependencies } from './training-dependencies';
import { whileItRuns } from './while-it-runs';
import { whyNoLoss } from './why-no-loss';

/** One training job from its creation to its end, on one instance after another. */
export class TrainingRun {
  private readonly dependencies: TrainingDependencies;
  private readonly hooks: RunHooks;
  private readonly log: JobLog;
  private readonly output: ProgramOutput;
  private readonly shutDown = new AbortController();
  /** Aborts the steps before a program: waiting, fetching, staging. */
  private readonly beforeProgram = new AbortController();
  private readonly over = new AbortController();
  private readonly directory: string;
  private readonly ml: MlDirectory;
  private readonly end: TrainingEnd;
  private container: RunningContainer | undefined;
  private programRuns = false;
  private cause: StopCause | undefined;
  private loss: InstanceLoss | undefined;
  /** Measures the time on this instance. */
  private elapsed: (() => number) | undefined;

  constructor(dependencies: TrainingDependencies, hooks: RunHooks) {
    this.dependencies = dependencies;
    this.hooks = hooks;
    const { name, createdAtMs, request } = hooks.record();
    const stream = `${name}/algo-1-${String(Math.floor(createdAtMs / 1000))}`;
    this.log = new JobLog(dependencies, { group: '/aws/sagemaker/TrainingJobs', stream });
    this.output = new ProgramOutput(request, this.log, dependencies.clock);
    this.directory = jobDirectory(dependencies, name);
    this.ml = new MlDirectory(join(this.directory, 'ml'));
    this.end = new TrainingEnd(dependencies, hooks, {
      log: this.log,
      output: this.output,
      ml: this.ml,
      directory: this.directory,
      cause: () => this.cause,
      spent: () => this.spent(),
      shutDown: this.shutDown.signal,
    });
  }

  /** Resolves when the job has ended and its record says so; after a shutdown the record is unchanged. */
  async run(): Promise<void> {
    try {
      watchWaitTime(this.hooks.record(), {
        clock: this.dependencies.clock,
        signal: this.over.signal,
        passed: () => this.stop('maximum wait'),
      });
      while (await this.holdingSlot(() => this.stay())) await this.untilNextInstance();
    } catch (error) {
      if (!this.isShutDown()) await this.fail(error);
    } finally {
      this.over.abort();
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

  /** Takes the instance away from under the program. Returns why that is impossible now; undefined if it happens. */
  loseInstance(loss: InstanceLoss): string | undefined {
    const why = whyNoLoss(this.hooks.record(), loss, {
      runs: this.cause === undefined && this.programRuns,
      losesInstance: this.loss !== undefined,
    });
    if (why !== undefined) return why;
    this.loss = loss;
    const warned = loss.how === 'reclaimed';
    this.log.add(
      warned
        ? 'Local cloud: the spot instance is reclaimed; the program has 120 s to save its progress.'
        : 'Local cloud: the instance failed.',
    );
    void this.container?.stop(warned ? this.dependencies.stopGraceMs : 0);
    return undefined;
  }

  private holdingSlot<T>(work: () => Promise<T>): Promise<T> {
    const waits = (): void =>
      this.hooks.step({ status: 'Pending', message: 'Waiting for a free place on this machine' });
    return this.dependencies.slots.during(work, { signal: this.beforeProgram.signal, waits });
  }

  /** Trains on one instance. Returns whether the job goes on on another. */
  private async stay(): Promise<boolean> {
    try {
      const { exit, stay } = await this.train();
      if (this.isShutDown()) return false;
      if (this.loss !== undefined && (await this.leaves(this.loss, stay))) return true;
      await this.end.afterProgram(exit, stay);
      return false;
    } catch (error) {
      if (error instanceof TuneformError || this.cause !== undefined || !mayRetry(this.hooks.record())) {
        throw error;
      }
      await this.container?.stop(0);
      this.retryAfter(error);
      return true;
    }
  }

  private async train(): Promise<{ readonly exit: ContainerExit; readonly stay: InstanceStay }> {
    const { signal } = this.beforeProgram;
    const record = this.hooks.record();
    const runner = await this.dependencies.runner();
    announceRun(this.log, runner, record);
    const image = await runner.prepare(record.imageDigest, (line) => this.log.add(line), signal);
    signal.throwIfAborted();
    this.elapsed = startStopwatch(this.dependencies.clock);
    this.hooks.step(
      { status: 'Downloading', message: 'Downloading input data' },
      {
        startedAtMs: record.startedAtMs ?? this.dependencies.clock.now(),
        runner: {
          name: runner.nameFor?.(record.imageDigest) ?? runner.name,
          isolated: runner.isolated,
        },
      },
    );
    const stay = new InstanceStay(this.dependencies, {
      record,
      ml: this.ml,
      directory: this.directory,
      siblings: this.hooks.siblings,
      say: (line) => this.log.add(line),
      onLine: (line) => this.readLine(line),
      signal,
    });
    const resumes = await stay.furnish(runner);
    if (record.startedAtMs !== undefined) this.hooks.startsAgain(resumes);
    const container = await stay.start(runner, image);
    this.container = container;
    // A stop during the start of the program had no program to stop.
    if (this.cause !== undefined) void container.stop(this.dependencies.stopGraceMs);
    else {
      this.hooks.step({
        status: 'Training',
        message: 'Training image download completed. Training in progress.',
      });
    }
    this.programRuns = true;
    const exit = await whileItRuns(container, record, {
      clock: this.dependencies.clock,
      say: (line) => this.log.add(line),
      passed: () => this.stop('maximum runtime'),
    });
    this.programRuns = false;
    return { exit, stay };
  }

  /** Leaves an instance that is lost, unless the job is to end. Rejects if the loss is an internal error. */
  private async leaves({ how }: InstanceLoss, stay: InstanceStay): Promise<boolean> {
    if (this.cause === undefined && how === 'failed') throw new InstanceFailure();
    if (this.cause === undefined) await stay.saveCheckpoints();
    if (this.cause !== undefined) return false;
    this.between({ status: 'Interrupted', message: 'The spot instance was reclaimed' });
    return true;
  }

  private retryAfter(error: unknown): void {
    const { retries = 0 } = this.hooks.record();
    this.log.add(`Local cloud: tried again after an internal error: ${messageOf(error)}`);
    this.between(STARTING, { retries: retries + 1 });
  }

  /** Notes a step between two instances. */
  private between(step: Step, members: Partial<TrainingJobRecord> = {}): void {
    this.hooks.step(step, { ...members, ...this.spent() });
    this.elapsed = undefined;
    this.container = undefined;
    this.programRuns = false;
    this.output.startAgain();
  }

  private async untilNextInstance(): Promise<void> {
    const { awayMs = 0 } = this.loss ?? {};
    if (awayMs > 0) await this.dependencies.clock.sleep(awayMs, this.beforeProgram.signal);
    this.beforeProgram.signal.throwIfAborted();
    if (this.loss?.how === 'reclaimed') this.hooks.step(STARTING);
    this.loss = undefined;
  }

  /** The measured time on all instances so far. */
  private spent(): Pick<TrainingJobRecord, 'tookMs'> {
    const before = this.hooks.record().tookMs ?? 0;
    return this.elapsed === undefined ? {} : { tookMs: before + this.elapsed() };
  }

  private readLine(line: string): void {
    const values = this.output.read(line);
    if (values.length > 0) this.hooks.metrics(values);
  }

  private async fail(error: unknown): Promise<void> {
    if (this.cause !== undefined && this.container === undefined) {
      await this.end.beforeProgram();
      return;
    }
    // The failed write may have been a note about a program that runs well.
    await this.container?.stop(0);
    await this.end.afterError(error);
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

  private isShutDown(): boolean {
    return this.cause === 'shutdown';
  }
}
