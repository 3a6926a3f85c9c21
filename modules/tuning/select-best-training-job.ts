import type { Objective } from './experiment-spec';
import type { TrialRecord } from './trial';

/**
 * The winner among training jobs of one or more tuning jobs; `undefined` when none qualifies.
 *
 * Only completed jobs with a succeeded, finite objective count: NaN, infinity and early-stopped jobs never win.
 * Ties go to the earliest created, then to the name first in code-unit order, so the order of `trials` is irrelevant.
 */
export function selectBestTrainingJob(
  trials: readonly TrialRecord[],
  objective: Pick<Objective, 'type'>,
): TrialRecord | undefined {
  const sign = objective.type === 'Maximize' ? 1 : -1;
  let best: TrialRecord | undefined;
  for (const trial of trials) {
    if (!qualifies(trial)) continue;
    if (best === undefined || precedes(trial, best, sign)) best = trial;
  }
  return best;
}

type Measured = TrialRecord & { readonly objectiveValue: number };

function qualifies(trial: TrialRecord): trial is Measured {
  return (
    trial.status === 'Completed' &&
    trial.objectiveStatus === 'Succeeded' &&
    trial.objectiveValue !== undefined &&
    Number.isFinite(trial.objectiveValue)
  );
}

function precedes(a: Measured, b: TrialRecord, sign: 1 | -1): boolean {
  const lead = sign * (a.objectiveValue - (b.objectiveValue ?? NaN));
  if (lead !== 0) return lead > 0;
  if (a.createdAtMs !== b.createdAtMs) return a.createdAtMs < b.createdAtMs;
  return a.trainingJobName < b.trainingJobName;
}
