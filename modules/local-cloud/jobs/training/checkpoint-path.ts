import { posix } from 'node:path';
import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';

const DEFAULT = '/opt/ml/checkpoints';

/** The folders of `/opt/ml` that the local cloud fills itself. */
const TAKEN = /^input(?:\/|$)/;

/** Returns the folder of a job's checkpoints, relative to `/opt/ml`. */
export const checkpointPath = ({ CheckpointConfig: config }: CreateTrainingJobRequest): string =>
  posix.relative('/opt/ml', posix.resolve('/', config?.LocalPath ?? DEFAULT));

/** Whether a folder of checkpoints is one that a job here has for itself: below `/opt/ml` and not part of its input. */
export function isOwnFolder(localPath: string): boolean {
  const path = posix.relative('/opt/ml', posix.resolve('/', localPath));
  return path !== '' && !path.startsWith('..') && !TAKEN.test(path);
}
