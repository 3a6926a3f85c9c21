import { constants } from 'node:fs';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { Channel, CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { ObjectStorage } from '../../ports/ports';
import { removeFolder } from '../../runners/remove-folder';
import { channelObjects } from './channel-objects';
import { fileNameProblem } from '../file-name-problem';
import { checkpointPath } from './checkpoint-path';
import { clientFault, clientStep } from './job-fault';

/** Host name of the simulated instance. */
export const HOST = 'algo-1';

/**
 * The folder that a training container knows as `/opt/ml` (SageMaker developer guide, "How Amazon SageMaker Provides
 * Training Information").
 */
export class MlDirectory {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  get model(): string {
    return join(this.path, 'model');
  }

  get outputData(): string {
    return join(this.path, 'output', 'data');
  }

  /** Creates a new folder with the configuration files. `seenInside`: the container's path of the folder. */
  async create(request: CreateTrainingJobRequest, seenInside: string): Promise<void> {
    await removeFolder(this.path);
    const folders = [
      'input/config',
      'input/data',
      'model',
      'output/data',
      'output/metrics',
      'checkpoints',
      'code',
    ];
    await Promise.all(folders.map((folder) => mkdir(join(this.path, folder), { recursive: true })));
    const files = {
      hyperparameters: request.HyperParameters ?? {},
      inputdataconfig: inputDataConfig(request),
      resourceconfig: resourceConfig(request),
      ...(request.CheckpointConfig === undefined
        ? {}
        : { checkpointconfig: { LocalPath: posix.join(seenInside, checkpointPath(request)) } }),
    };
    await Promise.all(
      Object.entries(files).map(([name, content]) =>
        writeFile(join(this.path, 'input', 'config', `${name}.json`), JSON.stringify(content, null, 2)),
      ),
    );
  }

  /**
   * Copies a channel's objects to the place where the container reads them. They are copies, because the container
   * may change its input and must not change the bucket; file systems that can share blocks do so.
   */
  async stage(channel: Channel, storage: ObjectStorage, region: string): Promise<void> {
    const content = channelObjects(channel, storage, region);
    if (!content.ok) throw clientFault(DOWNLOAD, content.reason);
    const problem = fileNameProblem(content.objects);
    if (problem !== undefined) throw clientFault(DOWNLOAD, problem);
    const folder = join(this.path, 'input', 'data', channel.ChannelName ?? '');
    await mkdir(folder, { recursive: true });
    for (const { bucket, key, path } of content.objects) {
      const source = storage.filePath(bucket, key);
      if (source === undefined) {
        throw clientFault(DOWNLOAD, `The object "s3://${bucket}/${key}" was deleted.`);
      }
      const target = join(folder, path);
      await clientStep({ doing: DOWNLOAD, about: `The S3 key "${key}" cannot be a file` }, async () => {
        await mkdir(dirname(target), { recursive: true });
        await copyFile(source, target, constants.COPYFILE_FICLONE);
      });
    }
  }

  /** Returns the content of `output/failure`, if the container wrote it. */
  async failure(): Promise<string | undefined> {
    const text = await readFile(join(this.path, 'output', 'failure'), 'utf8').catch(() => '');
    return text.trim() === '' ? undefined : text.trim();
  }
}

const DOWNLOAD = 'Data download';

/** Members of a channel's request as the container reads them; SageMaker writes "None" for an absent one. */
function inputDataConfig(request: CreateTrainingJobRequest): Record<string, Record<string, string>> {
  return Object.fromEntries(
    (request.InputDataConfig ?? []).map((channel) => [
      channel.ChannelName ?? '',
      {
        TrainingInputMode: channel.InputMode ?? request.AlgorithmSpecification?.TrainingInputMode ?? 'File',
        S3DistributionType: channel.DataSource?.S3DataSource?.S3DataDistributionType ?? 'FullyReplicated',
        RecordWrapperType: channel.RecordWrapperType ?? 'None',
        ...(channel.ContentType === undefined ? {} : { ContentType: channel.ContentType }),
        ...(channel.CompressionType === undefined ? {} : { CompressionType: channel.CompressionType }),
      },
    ]),
  );
}

function resourceConfig(request: CreateTrainingJobRequest): Record<string, unknown> {
  const type = request.ResourceConfig?.InstanceType ?? 'local';
  return {
    current_host: HOST,
    current_instance_type: type,
    current_group_name: 'homogeneousCluster',
    hosts: [HOST],
    instance_groups: [{ instance_group_name: 'homogeneousCluster', instance_type: type, hosts: [HOST] }],
    network_interface_name: 'lo',
  };
}
