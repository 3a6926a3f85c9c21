import { join } from 'node:path';
import type { TrainingDependencies } from './training-dependencies';

/** Returns the folder of a job's files while it runs. Names are compared case-insensitively, folders are not. */
export function jobDirectory(dependencies: Pick<TrainingDependencies, 'directory'>, name: string): string {
  return join(dependencies.directory, 'jobs', name.toLowerCase());
}
