import type { Objective, TrialRecord, TuningJobStatus } from '../../tuning';
import { selectBestTrainingJob } from '../../tuning';

/** A look at a running search. */
export interface SearchSnapshot {
  readonly tuningJobName: string;
  readonly status: TuningJobStatus;
  readonly objective: Objective;
  /** How many training jobs the search may launch. */
  readonly limit: number;
  readonly trials: readonly TrialRecord[];
}

/** Something worth a line. Trials are numbered from 1 in the order of their creation. */
export type SearchEvent =
  | { readonly kind: 'launched'; readonly tuningJobName: string; readonly limit: number }
  | { readonly kind: 'trial started'; readonly number: number; readonly trial: TrialRecord }
  | {
      readonly kind: 'trial ended';
      readonly number: number;
      readonly trial: TrialRecord;
      /** True when it is the best of all that had ended by then. */
      readonly best: boolean;
    }
  | { readonly kind: 'ended'; readonly status: TuningJobStatus };

const ENDED: ReadonlySet<TrialRecord['status']> = new Set(['Completed', 'Failed', 'Stopped']);

/** What happened between two looks, oldest first. Without an earlier look, everything that has happened so far. */
export function searchEvents(
  previous: SearchSnapshot | undefined,
  next: SearchSnapshot,
): readonly SearchEvent[] {
  const same = previous?.tuningJobName === next.tuningJobName ? previous : undefined;
  const before = new Map(same?.trials.map((trial) => [trial.trainingJobName, trial]));
  const events: SearchEvent[] = [];
  if (same === undefined) {
    events.push({ kind: 'launched', tuningJobName: next.tuningJobName, limit: next.limit });
  }
  const numbered = numberTrials(next.trials);
  for (const { number, trial } of numbered) {
    if (!before.has(trial.trainingJobName) && !ENDED.has(trial.status)) {
      events.push({ kind: 'trial started', number, trial });
    }
  }
  const done = [...before.values()].filter((trial) => ENDED.has(trial.status));
  const justEnded = numbered
    .filter(({ trial }) => ENDED.has(trial.status))
    .filter(({ trial }) => !ENDED.has(before.get(trial.trainingJobName)?.status ?? 'InProgress'))
    .sort((a, b) => (a.trial.endedAtMs ?? 0) - (b.trial.endedAtMs ?? 0));
  for (const { number, trial } of justEnded) {
    done.push(trial);
    const best = selectBestTrainingJob(done, next.objective)?.trainingJobName === trial.trainingJobName;
    events.push({ kind: 'trial ended', number, trial, best });
  }
  const over = (status: TuningJobStatus | undefined): boolean =>
    status === 'Completed' || status === 'Failed' || status === 'Stopped';
  if (over(next.status) && !over(same?.status)) events.push({ kind: 'ended', status: next.status });
  return events;
}

/** Trials with their numbers, in the order of their creation. */
export function numberTrials(
  trials: readonly TrialRecord[],
): readonly { readonly number: number; readonly trial: TrialRecord }[] {
  return [...trials]
    .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.trainingJobName < b.trainingJobName ? -1 : 1))
    .map((trial, index) => ({ number: index + 1, trial }));
}
