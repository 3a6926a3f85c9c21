import { isOwnFolder } from '../../../jobs/training/checkpoint-path';
import { parseS3Uri } from '../../../jobs/s3-uri';
import { invalid, unsupported } from '../rejections';
import type { SageMakerDependencies } from '../sagemaker-dependencies';
import type { TrainingSpec } from './training-spec';

/** Checks the two places of a job's checkpoints. Throws ValidationException. */
export function checkCheckpoints(
  { CheckpointConfig: config }: TrainingSpec,
  { objects, region }: Pick<SageMakerDependencies, 'objects' | 'region'>,
): void {
  if (config === undefined) return;
  const { S3Uri: uri = '', LocalPath: path } = config;
  const location = parseS3Uri(uri);
  if (location === undefined) throw invalid(`The CheckpointConfig.S3Uri "${uri}" is not an S3 URI.`);
  if (!objects.exists(location.bucket)) {
    throw invalid(
      `The bucket "${location.bucket}" of CheckpointConfig.S3Uri "${uri}" does not exist in region ${region}.`,
    );
  }
  // Below /opt/ml a job here has a folder of its own; every other path would be this machine's.
  if (path !== undefined && !isOwnFolder(path)) {
    throw unsupported(
      `The CheckpointConfig.LocalPath "${path}", which is no folder of /opt/ml besides its input,`,
    );
  }
}
