import type { WarmStart } from '../../../search';
import { objectiveValue } from '../training/training-job-record';
import type { TrainingJobRecord } from '../training/training-job-record';
import type { TuningJobRecord } from './tuning-job-record';

/** Returns what a tuning job's search learns from its parents; undefined if it has none. */
export function warmStartOf(
  job: TuningJobRecord,
  trialsOf: (tuningJobId: string) => readonly TrainingJobRecord[],
): WarmStart | undefined {
  const type = job.request.WarmStartConfig?.WarmStartType;
  if (type === undefined || job.parents === undefined) return undefined;
  const parents = job.parents.map(({ id }) => ({
    completed: trialsOf(id).flatMap((record) => {
      const value = objectiveValue(record);
      return value === undefined ? [] : [{ hyperparameters: { ...record.request.HyperParameters }, value }];
    }),
  }));
  return { type, parents };
}
