import { matchRegex } from '../validation/metrics/match-regex';
import { parseRegex } from '../validation/metrics/regex-syntax';
import type { Finding, LogsRead, ReviewedDefinition, SearchReview } from './finding';
import { bestFirst, measured, short, trialsOf, within } from './measured';
import type { Measured } from './measured';
import { sentences, shownLines } from './show-log';

/**
 * Fewer training jobs say nothing: of a search in which half of the settings reach the same, best possible value, six equal ones in
 * a row are already a chance of 1 in 32.
 */
const FEWEST = 6;

/**
 * Differences below a millionth of the value are those of rounding: single precision, in which most programs train, keeps seven
 * digits, and sums over batches lose one of them. Larger ones may be meant, also beside a large constant, as in a log-likelihood.
 */
const ROUNDING = 1e-6;

/**
 * The objective does not depend on what was searched: at least six different settings, and their values are equal up to rounding.
 * Any of them could have won.
 */
export function flatObjective(review: SearchReview): readonly Finding[] {
  return review.definitions.flatMap((definition) => {
    const trials = measured(trialsOf(review, definition));
    if (!isFlat(trials)) return [];
    const [winner] = bestFirst(trials, definition);
    const values = trials.map(({ objectiveValue }) => objectiveValue);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const metric = definition.objective.metric_name;
    return [
      {
        code: 'OBJECTIVE_FLAT',
        summary: 'Objective Does Not Vary',
        severity: 'warning',
        evidence: sentences(
          `${within(definition)}${metric} of all ${String(trials.length)} completed training jobs is ` +
            (low === high
              ? `${short(low)}, whatever their hyperparameters.`
              : `between ${String(low)} and ${String(high)}, which rounding alone explains.`),
          readFrom(winner, definition, review.logs),
        ),
        remedy:
          'The winner is no better than the others. Check that the container reads its hyperparameters, and that the metric’s ' +
          'regex reads the line of the final metric and not one that is always the same.',
      } as const,
    ];
  });
}

/** Returns true if at least six different settings gave the same value, up to rounding. */
export function isFlat(trials: readonly Measured[]): boolean {
  const settings = new Set(
    trials.map(({ hyperparameters }) => JSON.stringify(Object.entries(hyperparameters).sort())),
  );
  if (settings.size < FEWEST) return false;
  const values = trials.map(({ objectiveValue }) => objectiveValue);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return high - low <= ROUNDING * Math.max(Math.abs(low), Math.abs(high));
}

/** Returns the last lines from which the metric was read, so that a reader sees whether they are the right ones. */
function readFrom(winner: Measured | undefined, { regex }: ReviewedDefinition, logs: LogsRead): string {
  const node = regex === undefined ? undefined : parseRegex(regex);
  const lines = logs.lines.get(winner?.trainingJobName ?? '') ?? [];
  if (node === undefined || winner === undefined) return '';
  const matching = lines.filter((line) => matchRegex(node, line) !== undefined).slice(-2);
  return matching.length === 0
    ? ''
    : shownLines(`In the log of ${winner.trainingJobName} it is read from:`, matching);
}
