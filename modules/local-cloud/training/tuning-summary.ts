import { billableSeconds, objectiveValue } from './training-job-record';
import type { TrainingJobRecord } from './training-job-record';

/** What DescribeHyperParameterTuningJob tells about the trials, kept up to date as they change. */
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

/** Counts the trials of one tuning job. */
export function summarise(trials: readonly TrainingJobRecord[]): TuningSummary {
  const judged = trials.filter(({ trial }) => trial?.interrupted !== true);
  const best = bestTrainingJob(trials);
  const status = (name: string): number => judged.filter((record) => record.status === name).length;
  const objective = (name: string): number =>
    judged.filter(({ trial }) => trial?.objectiveStatus === name).length;
  return {
    trials: {
      Completed: status('Completed'),
      InProgress: status('InProgress') + status('Stopping'),
      RetryableError: trials.length - judged.length,
      NonRetryableError: status('Failed'),
      Stopped: status('Stopped'),
    },
    objectives: {
      Succeeded: objective('Succeeded'),
      Pending: objective('Pending'),
      Failed: objective('Failed'),
    },
    ...(best === undefined ? {} : { best: best.name }),
    runtimeInSeconds: trials.reduce((sum, record) => sum + (billableSeconds(record) ?? 0), 0),
  };
}

/** The completed job with the best final value of the objective; of equals the one created first, then by name. */
export function bestTrainingJob(trials: readonly TrainingJobRecord[]): TrainingJobRecord | undefined {
  return trials
    .filter((record) => record.status === 'Completed' && objectiveValue(record) !== undefined)
    .sort(compare)[0];
}

function compare(a: TrainingJobRecord, b: TrainingJobRecord): number {
  const sign = a.trial?.objective.type === 'Minimize' ? 1 : -1;
  const better = sign * ((objectiveValue(a) ?? 0) - (objectiveValue(b) ?? 0));
  if (better !== 0) return better;
  return a.createdAtMs - b.createdAtMs || (a.name < b.name ? -1 : 1);
}
