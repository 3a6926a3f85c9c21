import { billableSeconds, objectiveValue } from '../training/training-job-record';
import type { TrainingJobRecord } from '../training/training-job-record';

/** The part of DescribeHyperParameterTuningJob about the trials, kept up to date with each change of one. */
export interface TuningSummary {
  readonly trials: {
    readonly Completed: number;
    readonly InProgress: number;
    readonly RetryableError: number;
    readonly NonRetryableError: number;
    readonly Stopped: number;
  };
  readonly objectives: { readonly Succeeded: number; readonly Pending: number; readonly Failed: number };
  /** Name of the best training job. */
  readonly best?: string;
  /** Billable seconds of all trials that have ended. */
  readonly runtimeInSeconds: number;
}

/** The summary of a tuning job without any trials. */
export const NO_TRIALS: TuningSummary = {
  trials: { Completed: 0, InProgress: 0, RetryableError: 0, NonRetryableError: 0, Stopped: 0 },
  objectives: { Succeeded: 0, Pending: 0, Failed: 0 },
  runtimeInSeconds: 0,
};

/** One change of a trial. */
export interface TrialChange {
  /** Absent for a trial that has just been launched. */
  readonly before: TrainingJobRecord | undefined;
  readonly after: TrainingJobRecord;
  /** Returns the record of the best trial so far. */
  readonly find: (name: string) => TrainingJobRecord | undefined;
}

/**
 * Returns the summary after a change of one trial: subtracts what the trial counted for and adds what it counts for
 * now. It reads no other trial except the best.
 */
export function recounted(summary: TuningSummary, { before, after, find }: TrialChange): TuningSummary {
  const removed = before === undefined ? summary : counted(summary, before, -1);
  const added = counted(removed, after, 1);
  if (after.status !== 'Completed' || objectiveValue(after) === undefined) return added;
  const best = summary.best === undefined ? undefined : find(summary.best);
  return best !== undefined && compare(best, after) <= 0 ? added : { ...added, best: after.name };
}

/** Counts the trials of one tuning job from the start. */
export function summarise(trials: readonly TrainingJobRecord[]): TuningSummary {
  const byName = new Map(trials.map((record) => [record.name, record]));
  return trials.reduce(
    (summary, after) => recounted(summary, { before: undefined, after, find: (name) => byName.get(name) }),
    NO_TRIALS,
  );
}

function counted(summary: TuningSummary, record: TrainingJobRecord, by: 1 | -1): TuningSummary {
  const counter = counterOf(record);
  const objective = record.trial?.objectiveStatus;
  const { trials, objectives } = summary;
  return {
    ...summary,
    trials: { ...trials, [counter]: trials[counter] + by },
    objectives:
      objective === undefined || counter === 'RetryableError'
        ? objectives
        : { ...objectives, [objective]: objectives[objective] + by },
    runtimeInSeconds: summary.runtimeInSeconds + by * (billableSeconds(record) ?? 0),
  };
}

function counterOf({ status, trial }: TrainingJobRecord): keyof TuningSummary['trials'] {
  if (trial?.interrupted === true) return 'RetryableError';
  if (status === 'Completed' || status === 'Stopped') return status;
  return status === 'Failed' ? 'NonRetryableError' : 'InProgress';
}

/** Returns the best of completed jobs; undefined if there are none. */
export const bestOf = (records: readonly TrainingJobRecord[]): TrainingJobRecord | undefined =>
  [...records].sort(compare)[0];

/** Orders completed jobs: the best final value of the objective first; of equals the one created first, then by name. */
function compare(a: TrainingJobRecord, b: TrainingJobRecord): number {
  const sign = a.trial?.objective.type === 'Minimize' ? 1 : -1;
  const better = sign * ((objectiveValue(a) ?? 0) - (objectiveValue(b) ?? 0));
  if (better !== 0) return better;
  return a.createdAtMs - b.createdAtMs || (a.name < b.name ? -1 : 1);
}
