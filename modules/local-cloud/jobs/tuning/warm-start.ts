import type { WarmStart } from '../../../search';
import { objectiveValue } from '../training/training-job-record';
import type { TrainingJobRecord } from '../training/training-job-record';
import type { TuningJobRecord } from './tuning-job-record';

type Hyperparameters = Readonly<Record<string, string>>;

/**
 * Returns what a tuning job's search learns from its parents; undefined if it has none. With
 * `IdenticalDataAndAlgorithm` a parent's value counts as this search's own, so a trial with another value of a
 * hyperparameter that is static now is left out: it measured something else.
 */
export function warmStartOf(
  job: TuningJobRecord,
  trialsOf: (tuningJobId: string) => readonly TrainingJobRecord[],
): WarmStart | undefined {
  const type = job.request.WarmStartConfig?.WarmStartType;
  if (type === undefined || job.parents === undefined) return undefined;
  const fixed =
    type === 'IdenticalDataAndAlgorithm'
      ? job.request.TrainingJobDefinition?.StaticHyperParameters
      : undefined;
  const parents = job.parents.map(({ id }) => ({
    completed: trialsOf(id).flatMap((record) => {
      const value = objectiveValue(record);
      const hyperparameters = { ...record.request.HyperParameters };
      return value === undefined || !agrees(hyperparameters, fixed ?? {}) ? [] : [{ hyperparameters, value }];
    }),
  }));
  return { type, parents };
}

function agrees(hyperparameters: Hyperparameters, fixed: Hyperparameters): boolean {
  return Object.entries(fixed).every(([name, value]) => isSameValue(hyperparameters[name], value));
}

/** Whether two values are equal as text or as numbers: a search writes `0.1` where a person may write `0.10`. */
function isSameValue(one: string | undefined, other: string): boolean {
  if (one === other) return true;
  return one !== undefined && one.trim() !== '' && other.trim() !== '' && Number(one) === Number(other);
}
