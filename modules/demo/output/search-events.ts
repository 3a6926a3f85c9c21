import type { Objective, TrialRecord, TuningJobStatus } from '../../tuning';
import { selectBestTrainingJob } from '../../tuning';

/** A snapshot of a running search. */
export interface SearchSnapshot {
  readonly tuningJobName: string;
  readonly status: TuningJobStatus;
  readonly objective: Objective;
  /** Maximum number of training jobs of the search. */
  readonly limit: number;
  readonly trials: readonly TrialRecord[];
}

/** An event that gets a line. Trials are numbered from 1 in the order of their creation. */
export type SearchEvent =
  | { readonly kind: 'launched'; readonly tuningJobName: string; readonly limit: number }
  | { readonly kind: 'trial started'; readonly number: number; readonly trial: TrialRecord }
  | {
      readonly kind: 'trial ended';
      readonly number: number;
      readonly trial: TrialRecord;
      /** True if it is the best of all that had ended by then. */
      readonly best: boolean;
    }
  | { readonly kind: 'ended'; readonly status: TuningJobStatus };

const ENDED: ReadonlySet<TrialRecord['status']> = new Set(['Completed', 'Failed', 'Stopped']);

/** Returns the events between two snapshots, oldest first. Without an earlier snapshot, returns everything so far. */
export function searchEvents(
  previous: SearchSnapshot | undefined,
  next: SearchSnapshot,
): readonly SearchEvent[] {
  const same = previous?.tuningJobName === next.tuningJobName ? previous : undefined;
  const before = new Map(same?.trials.map((trial) => [trial.trainingJobName, trial]));
  const numbered = numberTrials(next.trials);
  const started = numbered
    .filter(({ trial }) => !before.has(trial.trainingJobName) && !ENDED.has(trial.status))
    .map((one) => ({ at: one.trial.createdAtMs, event: { kind: 'trial started', ...one } as const }));
  const done = [...before.values()].filter((trial) => ENDED.has(trial.status));
  const ended = numbered
    .filter(({ trial }) => ENDED.has(trial.status))
    .filter(({ trial }) => !ENDED.has(before.get(trial.trainingJobName)?.status ?? 'InProgress'))
    .sort((a, b) => endOf(a.trial) - endOf(b.trial))
    .map((one) => {
      done.push(one.trial);
      const best = selectBestTrainingJob(done, next.objective);
      const isBest = best?.trainingJobName === one.trial.trainingJobName;
      return { at: endOf(one.trial), event: { kind: 'trial ended', ...one, best: isBest } as const };
    });
  const launched: readonly SearchEvent[] =
    same === undefined ? [{ kind: 'launched', tuningJobName: next.tuningJobName, limit: next.limit }] : [];
  const over: readonly SearchEvent[] =
    isOver(next.status) && !isOver(same?.status) ? [{ kind: 'ended', status: next.status }] : [];
  // In order of time; at the same moment an end comes before the start that it allowed.
  const between = [...ended, ...started].sort((a, b) => a.at - b.at).map(({ event }) => event);
  return [...launched, ...between, ...over];
}

const endOf = (trial: TrialRecord): number => trial.endedAtMs ?? trial.createdAtMs;

const isOver = (status: TuningJobStatus | undefined): boolean =>
  status === 'Completed' || status === 'Failed' || status === 'Stopped';

/** Trials with their numbers, in the order of their creation. */
export function numberTrials(
  trials: readonly TrialRecord[],
): readonly { readonly number: number; readonly trial: TrialRecord }[] {
  return [...trials]
    .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.trainingJobName < b.trainingJobName ? -1 : 1))
    .map((trial, index) => ({ number: index + 1, trial }));
}
