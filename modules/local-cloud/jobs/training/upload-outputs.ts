import { lstat, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import type { ObjectStorage } from '../../ports/ports';
import { archiveFolder } from './archive-folder';
import type { ContainerPaths } from '../container-paths';
import { below, folderEntries } from './folder-entries';
import { clientFault, clientStep } from './job-fault';
import type { MlDirectory } from './ml-directory';
import { joinS3Uri, parseS3Uri } from '../s3-uri';

export interface UploadPlaces {
  readonly objects: ObjectStorage;
  /** Folder for temporary archives. */
  readonly scratchDirectory: string;
  /** Translates this machine's folders into the container's, for links among the files. */
  readonly paths: ContainerPaths;
}

/**
 * Uploads the content of a job's model folder, and of its output folder if there is any, below
 * `<S3OutputPath>/<job>/output/`. Returns the S3 URI of the model. Rejects if the bucket is gone.
 */
export async function uploadOutputs(
  request: CreateTrainingJobRequest,
  ml: MlDirectory,
  places: UploadPlaces,
): Promise<string> {
  const base = joinS3Uri(
    request.OutputDataConfig?.S3OutputPath ?? '',
    `${request.TrainingJobName ?? ''}/output`,
  );
  const hasOutput = (await folderEntries(ml.outputData)).length > 0;
  if (request.OutputDataConfig?.CompressionType === 'NONE') {
    await uploadFiles(ml.model, `${base}/model`, places);
    if (hasOutput) await uploadFiles(ml.outputData, `${base}/data`, places);
    return `${base}/model/`;
  }
  if (hasOutput) await uploadArchive(ml.outputData, `${base}/output.tar.gz`, places);
  await uploadArchive(ml.model, `${base}/model.tar.gz`, places);
  return `${base}/model.tar.gz`;
}

async function uploadArchive(folder: string, uri: string, places: UploadPlaces): Promise<void> {
  const file = join(places.scratchDirectory, 'upload.tar.gz');
  await clientStep(
    { doing: UPLOAD, about: `"${uri}" could not be created from ${shown(folder, places)}` },
    async () => {
      if ((await lstat(folder).catch(() => undefined))?.isDirectory() === false) {
        throw clientFault(UPLOAD, `${shown(folder, places)} is no longer a folder.`);
      }
      await archiveFolder(folder, file, (target) => places.paths.translateBytes(target));
    },
  );
  await uploadFile(uri, file, places.objects);
  await rm(file);
}

/** Objects have UTF-8 names and cannot be links: each file is uploaded under its name, a link as its target. */
async function uploadFiles(folder: string, uri: string, places: UploadPlaces): Promise<void> {
  for (const { path, kind } of await folderEntries(folder)) {
    if (kind === 'folder') continue;
    const name = path.toString('utf8');
    const file = below(folder, path);
    const about = `${shown(folder, places)}/${name} cannot become "${uri}/${name}"`;
    if (!Buffer.from(name).equals(path)) throw clientFault(UPLOAD, `${about}: its name is not UTF-8.`);
    await clientStep({ doing: UPLOAD, about }, async () => {
      if (!(await stat(file)).isFile()) throw clientFault(UPLOAD, `${about}: it leads to a folder.`);
      await uploadFile(`${uri}/${name}`, file.toString('utf8'), places.objects);
    });
  }
}

/** Copies one file of a program to `uri`. Rejects with the fault of the client if the bucket is gone. */
export async function uploadFile(uri: string, file: string, objects: ObjectStorage): Promise<void> {
  const location = parseS3Uri(uri);
  if (location === undefined || !objects.exists(location.bucket)) {
    throw clientFault(UPLOAD, `the bucket of "${uri}" does not exist.`);
  }
  await clientStep({ doing: UPLOAD, about: `"${uri}"` }, () =>
    objects.putFile(location.bucket, location.key, file),
  );
}

const UPLOAD = 'Artifact upload';

const shown = (folder: string, { paths }: UploadPlaces): string => paths.translate(folder);
