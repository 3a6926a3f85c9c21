import type { TrialHistory } from '../../search';
import { isEnded, objectiveValue } from './training-job-record';
import type { TrainingJobRecord } from './training-job-record';

/** What a search has learnt and what is still out, in the searcher's terms. */
export function trialHistory(trials: readonly TrainingJobRecord[]): TrialHistory {
  const completed: { hyperparameters: Readonly<Record<string, string>>; value: number }[] = [];
  const active: { hyperparameters: Readonly<Record<string, string>> }[] = [];
  const failed: { hyperparameters: Readonly<Record<string, string>> }[] = [];
  for (const record of trials) {
    // An interrupted trial says nothing about its values; the trial that replaces it will.
    if (record.trial === undefined || record.trial.interrupted === true) continue;
    const { hyperparameters } = record.trial;
    const value = objectiveValue(record);
    if (!isEnded(record.status)) active.push({ hyperparameters });
    else if (value === undefined) failed.push({ hyperparameters });
    else completed.push({ hyperparameters, value });
  }
  return { completed, active, failed };
}
