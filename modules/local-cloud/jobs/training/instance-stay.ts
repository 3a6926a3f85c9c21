import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFolder } from '../../runners/remove-folder';
import type { PreparedImage, Runner, RunningContainer } from '../../runners/runner';
import { memoryBytesOf } from '../../served-members/memory-limit';
import { checkpointPath } from './checkpoint-path';
import { Checkpoints } from './checkpoints';
import type { MlDirectory } from './ml-directory';
import { passableVariables } from './passable-variables';
import { trainingEnvironment } from './training-environment';
import type { TrainingJobRecord } from './training-job-record';
import type { TrainingDependencies } from './training-dependencies';

/** What a stay on an instance needs of its job. */
export interface StaySetting {
  readonly record: TrainingJobRecord;
  readonly ml: MlDirectory;
  /** The job's own folder. */
  readonly directory: string;
  /** Number of jobs of this kind that may run concurrently. */
  readonly siblings: number;
  readonly say: (line: string) => void;
  readonly onLine: (line: string) => void;
  /** Aborts while data is fetched. */
  readonly signal: AbortSignal;
}

/**
 * One stay of a training job on an instance. Another stay finds nothing of it: each has a folder of its own, filled with the
 * job's data and with what S3 has of its checkpoints.
 */
export class InstanceStay {
  private readonly dependencies: TrainingDependencies;
  private readonly setting: StaySetting;
  private readonly checkpoints: Checkpoints | undefined;
  private unwatch: () => void = () => undefined;

  constructor(dependencies: TrainingDependencies, setting: StaySetting) {
    this.dependencies = dependencies;
    this.setting = setting;
    const { record, ml, say } = setting;
    const uri = record.request.CheckpointConfig?.S3Uri;
    this.checkpoints =
      uri === undefined
        ? undefined
        : new Checkpoints({ ...dependencies, say }, join(ml.path, checkpointPath(record.request)), uri);
  }

  /** Fills the folder with configuration, channels and checkpoints. Returns whether there was a checkpoint. */
  async furnish(runner: Runner): Promise<boolean> {
    const { record, ml, signal } = this.setting;
    await ml.create(record.request, runner.mlDirectorySeenInside(ml.path));
    for (const channel of record.request.InputDataConfig ?? []) {
      await ml.stage(channel, this.dependencies.objects, this.dependencies.region);
      signal.throwIfAborted();
    }
    const restored = (await this.checkpoints?.restore()) ?? 0;
    signal.throwIfAborted();
    return restored > 0;
  }

  /** Starts the program. Its checkpoints are copied to S3 from now on. */
  async start(runner: Runner, image: PreparedImage): Promise<RunningContainer> {
    const { record, ml, siblings, say, onLine } = this.setting;
    const scratchDirectory = join(this.setting.directory, 'scratch');
    await removeFolder(scratchDirectory);
    await mkdir(scratchDirectory, { recursive: true });
    const { ContainerEntrypoint: entrypoint, ContainerArguments: words } =
      record.request.AlgorithmSpecification ?? {};
    const memoryBytes = memoryBytesOf(record.request.ResourceConfig?.InstanceType);
    const container = await runner.start(image, {
      id: record.name,
      // An entry point in the request replaces `docker run <image> train`.
      command: words ?? (entrypoint === undefined ? ['train'] : []),
      ...(entrypoint === undefined ? {} : { entrypoint }),
      mlDirectory: ml.path,
      scratchDirectory,
      environment: passableVariables(
        trainingEnvironment(record.request, {
          arn: record.arn,
          region: this.dependencies.region,
          mlDirectory: runner.mlDirectorySeenInside(ml.path),
          endpointUrl: this.dependencies.url(),
          credentials: this.dependencies.credentials,
          siblings,
          hasTrainingToolkit: image.hasTrainingToolkit,
        }),
        say,
      ),
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
      isolatesNetwork: record.request.EnableNetworkIsolation === true,
      onLine,
    });
    this.unwatch = this.checkpoints?.watch() ?? this.unwatch;
    void container.exited.then(() => this.unwatch());
    return container;
  }

  /** Copies the last checkpoints to S3. The program must have ended. */
  async saveCheckpoints(): Promise<void> {
    await this.checkpoints?.copy();
  }
}
