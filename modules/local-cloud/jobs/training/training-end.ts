import { messageOf, TuneformError } from '../../../kernel';
import { folderHint } from '../../runners/process/plain-process-hints';
import type { ContainerExit } from '../../runners/runner';
import { outOfMemory } from '../../served-members/memory-limit';
import { whyUnwritable } from '../../store/storage-fault';
import { whenWritable } from '../../store/when-writable';
import { ContainerPaths } from '../container-paths';
import { LONGEST_REASON } from '../failure';
import type { Failure } from '../failure';
import type { JobLog } from '../job-log';
import { InstanceFailure } from './instance-failure';
import type { InstanceStay } from './instance-stay';
import type { MlDirectory } from './ml-directory';
import type { ProgramOutput } from './program-output';
import type { RunHooks, StopCause } from './run-hooks';
import type { TrainingDependencies } from './training-dependencies';
import type { Step, TrainingJobRecord } from './training-job-record';
import { uploadOutputs } from './upload-outputs';

/** The run that ends. */
export interface EndingRun {
  readonly log: JobLog;
  readonly output: ProgramOutput;
  readonly ml: MlDirectory;
  /** The job's own folder. */
  readonly directory: string;
  /** Why the job was stopped; it may be stopped while it ends. */
  readonly cause: () => StopCause | undefined;
  /** The measured time on all instances so far. */
  readonly spent: () => Pick<TrainingJobRecord, 'tookMs'>;
  /** Aborts when the local cloud closes: the record then stays as it is. */
  readonly shutDown: AbortSignal;
}

const FAILED: Step = { status: 'Failed', primary: 'Failed', message: 'Training job failed' };

/** Ends a training job: uploads what its program left, or records why it failed. */
export class TrainingEnd {
  private readonly dependencies: TrainingDependencies;
  private readonly hooks: RunHooks;
  private readonly run: EndingRun;
  private readonly paths: ContainerPaths;

  constructor(dependencies: TrainingDependencies, hooks: RunHooks, run: EndingRun) {
    this.dependencies = dependencies;
    this.hooks = hooks;
    this.run = run;
    this.paths = new ContainerPaths(dependencies.directory);
  }

  /** Ends a job whose program has ended. */
  async afterProgram(exit: ContainerExit, stay: InstanceStay): Promise<void> {
    const { log, ml, directory, cause } = this.run;
    log.flush();
    const failed = cause() === undefined && exit.exitCode !== 0;
    const saved = stay.saveCheckpoints();
    if (failed) {
      // Why the program failed says more than why its last checkpoint is not in S3.
      await saved.catch((error: unknown) => log.add(`Local cloud: ${messageOf(error)}`));
      await this.end(FAILED, { failure: this.shown(await this.failureOf(exit)) });
      return;
    }
    await saved;
    this.hooks.step({ status: 'Uploading', message: 'Uploading generated training model' });
    const modelArtifacts = await uploadOutputs(this.hooks.record().request, ml, {
      objects: this.dependencies.objects,
      scratchDirectory: directory,
      paths: this.paths,
    });
    if (cause() === undefined) await this.hooks.completing();
    await this.end(lastStep(cause()), { modelArtifacts });
  }

  /** Ends a job that was stopped before its program started. */
  async beforeProgram(): Promise<void> {
    await this.end(lastStep(this.run.cause()));
  }

  /** Ends a job that cannot continue. Its program must have ended. */
  async afterError(error: unknown): Promise<void> {
    const known = error instanceof TuneformError;
    if (!known) {
      this.dependencies.logger.error('training job failed unexpectedly', { error: messageOf(error) });
    }
    const why = whyUnwritable(error);
    const text =
      why === undefined ? messageOf(error) : `the local cloud could not write: ${why}. Free some space.`;
    this.run.log.add(`Local cloud: the training job failed: ${text}`);
    const { trial } = this.hooks.record();
    // A search repeats a trial that no fault of the trial ended, as after the end of the local cloud.
    const repeated =
      error instanceof InstanceFailure && trial !== undefined
        ? { trial: { ...trial, interrupted: true as const } }
        : {};
    const failure: Failure = { fault: known ? 'request' : 'service', reason: text };
    await this.end(FAILED, { failure: this.shown(failure), ...repeated });
  }

  private async failureOf(exit: ContainerExit): Promise<Failure> {
    const { log, output, ml } = this.run;
    const { exitCode } = exit;
    if (exit.outOfMemory === true) {
      const reason = outOfMemory(this.hooks.record().request.ResourceConfig?.InstanceType ?? '');
      log.add(`Local cloud: ${reason}.`);
      log.flush();
      // The request is at fault, as on AWS: it asks for too small an instance.
      return { fault: 'request', reason, exitCode };
    }
    const reason = (await ml.failure()) ?? exit.startError ?? output.end;
    return { fault: 'program', reason: this.hinted(reason), exitCode };
  }

  private end(step: Step, outcome: Partial<TrainingJobRecord> = {}): Promise<void> {
    const { spent, output, shutDown } = this.run;
    const members = { ...spent(), finalMetrics: output.finalMetrics, ...outcome };
    const { clock, logger } = this.dependencies;
    return whenWritable(() => this.hooks.step(step, members), { clock, logger, signal: shutDown });
  }

  /** Returns the reason and hints about what this machine could not give the program, if its output suggests any. */
  private hinted(reason: string): string {
    const { log, output } = this.run;
    const isolated = this.hooks.record().runner?.isolated === true;
    const hint = isolated ? undefined : folderHint([reason, output.end].join('\n'));
    if (hint === undefined) return reason;
    log.add(`Local cloud: ${hint}`);
    log.flush();
    return `${reason.slice(0, LONGEST_REASON - 100 - hint.length)} (${hint})`;
  }

  /** Returns a failure to record: of limited length, with the container's paths instead of this machine's. */
  private shown(failure: Failure): Failure {
    return { ...failure, reason: this.paths.translate(failure.reason).slice(0, LONGEST_REASON) };
  }
}

/** Returns the last step of a job that did not fail. */
function lastStep(cause: StopCause | undefined): Step {
  switch (cause) {
    case undefined:
      return { status: 'Completed', primary: 'Completed', message: 'Training job completed' };
    case 'maximum runtime':
      return {
        status: 'MaxRuntimeExceeded',
        primary: 'Stopped',
        message: 'The training job reached its maximum runtime and was stopped',
      };
    case 'maximum wait':
      return {
        status: 'MaxWaitTimeExceeded',
        primary: 'Stopped',
        message: 'The training job reached its maximum wait time and was stopped',
      };
    case 'early stopping':
      return { status: 'Stopped', primary: 'Stopped', message: 'Training job stopped early' };
    default:
      return { status: 'Stopped', primary: 'Stopped', message: 'Training job stopped' };
  }
}
