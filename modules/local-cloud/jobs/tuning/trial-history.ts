import type { TrialHistory } from '../../../search';
import { isEnded, objectiveValue } from '../training/training-job-record';
import type { TrainingJobRecord } from '../training/training-job-record';

/** What a search keeps in memory of one of its trials. */
export interface TrialNote {
  readonly name: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly ended: boolean;
  /** The final objective, of a trial that has one. */
  readonly value?: number;
  readonly completed: boolean;
}

/** The note of a trial's record. */
export function noteOf(record: TrainingJobRecord): TrialNote {
  const value = objectiveValue(record);
  return {
    name: record.name,
    hyperparameters: record.trial?.hyperparameters ?? {},
    ended: isEnded(record.status),
    completed: record.status === 'Completed',
    ...(value === undefined ? {} : { value }),
  };
}

/** What a search has learnt and what is still out, in the searcher's terms. Notes in the order of the launches. */
export function trialHistory(notes: Iterable<TrialNote>): TrialHistory {
  const completed: { hyperparameters: Readonly<Record<string, string>>; value: number }[] = [];
  const active: { hyperparameters: Readonly<Record<string, string>> }[] = [];
  const failed: { hyperparameters: Readonly<Record<string, string>> }[] = [];
  for (const { hyperparameters, ended, value } of notes) {
    if (!ended) active.push({ hyperparameters });
    else if (value === undefined) failed.push({ hyperparameters });
    else completed.push({ hyperparameters, value });
  }
  return { completed, active, failed };
}
