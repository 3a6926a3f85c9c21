import type { Suggestion, TrialHistory } from '../../../search';
import { isEnded, objectiveValue } from '../training/training-job-record';
import type { TrainingJobRecord } from '../training/training-job-record';

/** A search's note of one of its trials. */
export interface TrialNote {
  readonly name: string;
  /** Of the training definition that it belongs to, if that has a name. */
  readonly definitionName?: string;
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly ended: boolean;
  /** The final objective, if the trial has one. */
  readonly value?: number;
  readonly completed: boolean;
}

/** Returns the note of a trial's record. */
export function noteOf(record: TrainingJobRecord): TrialNote {
  const value = objectiveValue(record);
  return {
    name: record.name,
    ...(record.trial?.definitionName === undefined ? {} : { definitionName: record.trial.definitionName }),
    hyperparameters: record.trial?.hyperparameters ?? {},
    ended: isEnded(record.status),
    completed: record.status === 'Completed',
    ...(value === undefined ? {} : { value }),
  };
}

/**
 * The results and running trials of a search, in the searcher's terms. Sorted only for a searcher that reads them:
 * one that needs no results reads only `all`. Notes and `all` are in the order of the launches.
 */
export function trialHistory(
  notes: ReadonlyMap<string, TrialNote>,
  all: readonly Suggestion[],
): TrialHistory {
  let made: ReturnType<typeof sorted> | undefined;
  const lists = (): ReturnType<typeof sorted> => (made ??= sorted(notes.values()));
  return {
    all,
    get completed() {
      return lists().completed;
    },
    get active() {
      return lists().active;
    },
    get failed() {
      return lists().failed;
    },
  };
}

function sorted(notes: Iterable<TrialNote>) {
  const completed: { hyperparameters: Suggestion; value: number }[] = [];
  const active: { hyperparameters: Suggestion }[] = [];
  const failed: { hyperparameters: Suggestion }[] = [];
  for (const { hyperparameters, ended, value } of notes) {
    if (!ended) active.push({ hyperparameters });
    else if (value === undefined) failed.push({ hyperparameters });
    else completed.push({ hyperparameters, value });
  }
  return { completed, active, failed };
}
