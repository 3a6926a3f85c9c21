import { matchRegex } from '../validation/metrics/match-regex';
import { parseRegex } from '../validation/metrics/regex-syntax';

/** SageMaker's logs hold longer lines, in which the local cloud does not search either. */
const LONGEST_LINE = 8192;

/**
 * Returns the last number that a metric's regular expression finds in a log; undefined if it finds none, or if the expression
 * has syntax that this machine cannot match within a limited number of steps.
 */
export function readMetric(regex: string, lines: readonly string[]): number | undefined {
  const node = parseRegex(regex);
  if (node === undefined) return undefined;
  for (const line of [...lines].reverse()) {
    const text = line.length > LONGEST_LINE ? undefined : matchRegex(node, line);
    if (text === undefined || text.trim() === '') continue;
    const value = Number(text);
    // The last value counts, as in the service: one that is no number hides those before it.
    return Number.isNaN(value) ? undefined : value;
  }
  return undefined;
}
