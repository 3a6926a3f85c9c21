/** Earlier jobs that must have come as far before one is judged against them; fewer make no median worth the name. */
const FEWEST_PEERS = 3;

/**
 * The median rule ("Stop Training Jobs Early", SageMaker developer guide): true when the newest value is worse than
 * the median of the running averages that earlier jobs had after as many values. A job's first value never stops it,
 * so that jobs which report once, at their end, are left alone.
 */
export function shouldStopEarly(
  series: readonly number[],
  earlier: readonly (readonly number[])[],
  objective: 'Maximize' | 'Minimize',
): boolean {
  const latest = series.at(-1);
  if (latest === undefined || series.length < 2) return false;
  const averages = earlier
    .filter((other) => other.length >= series.length)
    .map((other) => mean(other.slice(0, series.length)))
    .filter((average) => Number.isFinite(average));
  if (averages.length < FEWEST_PEERS) return false;
  if (Number.isNaN(latest)) return true;
  const middle = median(averages);
  return objective === 'Minimize' ? latest > middle : latest < middle;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  return (lower + upper) / 2;
}
