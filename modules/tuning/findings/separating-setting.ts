import type { ParameterRange } from '../parameter-range';
import type { TrialRecord } from '../trial';

/**
 * Returns a sentence on the one hyperparameter that tells failed training jobs from completed ones without exception; none if
 * no parameter or several do, or if chance could have done it.
 *
 * If failures had nothing to do with the parameter, every choice of the failed ones among all would be equally likely, and a
 * parameter could separate them in as many ways as it has ends or values. One in a hundred is allowed, over all parameters.
 */
export function separatingSetting(
  ranges: readonly ParameterRange[],
  failed: readonly TrialRecord[],
  completed: readonly TrialRecord[],
): readonly string[] {
  if (failed.length === 0 || completed.length === 0) return [];
  const ways = ranges.reduce(
    (sum, range) => sum + (range.kind === 'categorical' ? range.values.length : 2),
    0,
  );
  if (ways / choices(failed.length + completed.length, failed.length) > 0.01) return [];
  const said = ranges.flatMap((range) => {
    const condition = separation(range, failed, completed);
    return condition === undefined ? [] : [condition];
  });
  const count = failed.length === 1 ? 'The failed one has' : 'All of these have';
  return said.length === 1 ? [`${count} ${said[0] ?? ''}, and no completed one has.`] : [];
}

function separation(
  range: ParameterRange,
  failed: readonly TrialRecord[],
  completed: readonly TrialRecord[],
): string | undefined {
  const { name } = range;
  const of = (trials: readonly TrialRecord[]) => trials.map(({ hyperparameters }) => hyperparameters[name]);
  if (range.kind === 'categorical') {
    const [value] = of(failed);
    const isOne = value !== undefined && of(failed).every((other) => other === value);
    return isOne && !of(completed).includes(value) ? `${name} = ${value}` : undefined;
  }
  const [bad, good] = [of(failed).map(Number), of(completed).map(Number)];
  if ([...bad, ...good].some((value) => !Number.isFinite(value))) return undefined;
  if (Math.min(...bad) > Math.max(...good)) return `${name} of ${String(Math.min(...bad))} or more`;
  if (Math.max(...bad) < Math.min(...good)) return `${name} of ${String(Math.max(...bad))} or less`;
  return undefined;
}

/** Returns in how many ways `k` of `n` can be chosen. */
function choices(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i += 1) count *= (n - k + i) / i;
  return count;
}
