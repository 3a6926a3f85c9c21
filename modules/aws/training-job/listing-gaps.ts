import { isTerminal } from '../../tuning';
import type { TrialRecord } from '../../tuning';
import type { SearchTotals } from './search-totals';

/**
 * Returns what the list of an ended search's training jobs lacks, one clause each; empty if it contains all that the
 * description counts. SageMaker's lists lag behind its descriptions, and a winner chosen from an incomplete list would stay.
 *
 * A list with more jobs than the description counts has no gap.
 */
export function listingGaps(
  totals: Omit<SearchTotals, 'arn'>,
  trials: readonly TrialRecord[],
): readonly string[] {
  if (!isTerminal(totals.status)) return [`the description says ${totals.status} and not that it has ended`];
  const completed = trials.filter((trial) => trial.status === 'Completed');
  // A job that was stopped early counts as measured, but its row may lack the value.
  const measured = trials.filter(
    (trial) => trial.objectiveStatus === 'Succeeded' || trial.objectiveValue !== undefined,
  );
  const open = completed.filter((trial) => trial.objectiveStatus !== 'Failed' && !isMeasured(trial));
  const running = trials.filter((trial) => trial.status === 'InProgress' || trial.status === 'Stopping');
  return [
    // The first shortfall explains the others.
    ...[
      ...fewer(trials.length, totals.launched, 'training jobs'),
      ...fewer(completed.length, totals.completed, 'completed training jobs'),
      ...fewer(measured.length, totals.measured, 'training jobs with a metric'),
    ].slice(0, 1),
    ...(open.length > totals.unmeasured ? [`it gives no metric of ${namesOf(open)}`] : []),
    ...(running.length > 0 ? [`it shows ${namesOf(running)} as not ended`] : []),
    ...bestGap(totals, trials),
  ];
}

/** Returns true if the service has read the final metric, which may be NaN. */
function isMeasured(trial: TrialRecord): boolean {
  return trial.objectiveStatus === 'Succeeded' && trial.objectiveValue !== undefined;
}

function fewer(listed: number, counted: number, what: string): readonly string[] {
  if (listed >= counted) return [];
  return [`it holds ${String(listed)} of the ${String(counted)} ${what} that the description counts`];
}

function bestGap({ best }: Pick<SearchTotals, 'best'>, trials: readonly TrialRecord[]): readonly string[] {
  if (best === undefined) return [];
  const listed = trials.find((trial) => trial.trainingJobName === best.trainingJobName);
  if (listed === undefined) return [`it lacks ${best.trainingJobName}, the best by the description`];
  const { objectiveValue: value } = listed;
  if (best.objectiveValue === undefined || Object.is(value, best.objectiveValue)) return [];
  return [
    `it gives ${value === undefined ? 'no metric' : `metric ${String(value)}`} of ${best.trainingJobName}, and the ` +
      `description ${String(best.objectiveValue)}`,
  ];
}

const SHOWN = 3;

function namesOf(trials: readonly TrialRecord[]): string {
  const names = trials.slice(0, SHOWN).map((trial) => trial.trainingJobName);
  const more = trials.length - names.length;
  return names.join(', ') + (more > 0 ? ` and ${String(more)} more` : '');
}
