import type { Objective } from './experiment/spec';
import type { TrialRecord } from './trial';

/** How values compare. Without a name, they are taken for values of one metric. */
type Comparison = Pick<Objective, 'type'> & Partial<Objective>;

/**
 * Returns the best training job of one or more tuning jobs; `undefined` if none qualifies. Only completed jobs with a
 * succeeded, finite objective count: NaN, infinity and early-stopped jobs never win. Ties go to the one among
 * `favoured`, then to the earliest created, then to the name first in code-unit order, so the order of `trials` does
 * not matter. Values of another metric, or of one to be improved the other way, do not count: a search of several training
 * definitions may have them.
 *
 * @param favoured names that the service calls the best of their searches; among equal values they win
 */
export function selectBestTrainingJob(
  trials: readonly TrialRecord[],
  objective: Comparison,
  favoured: ReadonlySet<string> = NONE,
): TrialRecord | undefined {
  const sign = objective.type === 'Maximize' ? 1 : -1;
  let best: TrialRecord | undefined;
  for (const trial of trials) {
    if (!qualifies(trial) || !isComparable(trial, objective)) continue;
    if (best === undefined || precedes(trial, best, { sign, favoured })) best = trial;
  }
  return best;
}

const NONE: ReadonlySet<string> = new Set();

type Measured = TrialRecord & { readonly objectiveValue: number };

function qualifies(trial: TrialRecord): trial is Measured {
  return (
    trial.status === 'Completed' &&
    trial.objectiveStatus === 'Succeeded' &&
    trial.objectiveValue !== undefined &&
    Number.isFinite(trial.objectiveValue)
  );
}

function isComparable(trial: TrialRecord, { type, metric_name: metric }: Comparison): boolean {
  const { metricName = metric, metricGoal = type } = trial;
  return (metric === undefined || metricName === metric) && metricGoal === type;
}

function precedes(
  a: Measured,
  b: TrialRecord,
  { sign, favoured }: { readonly sign: 1 | -1; readonly favoured: ReadonlySet<string> },
): boolean {
  const lead = sign * (a.objectiveValue - (b.objectiveValue ?? NaN));
  if (lead !== 0) return lead > 0;
  const favour = Number(favoured.has(a.trainingJobName)) - Number(favoured.has(b.trainingJobName));
  if (favour !== 0) return favour > 0;
  if (a.createdAtMs !== b.createdAtMs) return a.createdAtMs < b.createdAtMs;
  return a.trainingJobName < b.trainingJobName;
}
