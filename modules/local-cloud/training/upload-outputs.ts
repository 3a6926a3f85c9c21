import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { TuneformError } from '../../kernel';
import type { ObjectStorage } from '../ports';
import { archiveFolder, filesBelow } from './archive-folder';
import type { MlDirectory } from './ml-directory';
import { joinS3Uri, parseS3Uri } from './s3-uri';

export interface UploadPlaces {
  readonly objects: ObjectStorage;
  /** For the archives on their way. */
  readonly scratchDirectory: string;
}

/**
 * Uploads what a job left in its model folder, and in its output folder if anything, below
 * `<S3OutputPath>/<job>/output/`. Answers the S3 URI of the model. Rejects when the bucket is gone.
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
  const hasOutput = (await filesBelow(ml.outputData)).length > 0;
  if (request.OutputDataConfig?.CompressionType === 'NONE') {
    await uploadFiles(ml.model, `${base}/model`, places.objects);
    if (hasOutput) await uploadFiles(ml.outputData, `${base}/data`, places.objects);
    return `${base}/model/`;
  }
  if (hasOutput) await uploadArchive(ml.outputData, `${base}/output.tar.gz`, places);
  await uploadArchive(ml.model, `${base}/model.tar.gz`, places);
  return `${base}/model.tar.gz`;
}

async function uploadArchive(folder: string, uri: string, places: UploadPlaces): Promise<void> {
  const file = join(places.scratchDirectory, 'upload.tar.gz');
  await archiveFolder(folder, file);
  await put(uri, file, places.objects);
  await rm(file);
}

async function uploadFiles(folder: string, uri: string, objects: ObjectStorage): Promise<void> {
  for (const name of await filesBelow(folder)) await put(`${uri}/${name}`, join(folder, name), objects);
}

async function put(uri: string, file: string, objects: ObjectStorage): Promise<void> {
  const location = parseS3Uri(uri);
  if (location === undefined || !objects.exists(location.bucket)) {
    throw new TuneformError(`ClientError: Artifact upload failed: the bucket of "${uri}" does not exist.`, {
      code: 'TRAINING_OUTPUT',
      summary: 'Training Output Not Uploaded',
    });
  }
  await objects.putFile(location.bucket, location.key, file);
}
