/** The bad half is compressed from this many times the distance between the median and the best. */
const COMPRESSION = 2;
/** Nothing is worse than the median by more than this many such stretches: it is bad, how bad does not matter. */
const WORST = 1.5;

/**
 * Values to minimise, made fit for one prior: mean 0 and variance 1, with the half worse than the median compressed.
 * A diverged training job reports a loss a million times the others'; untouched it would make every good value look
 * alike. The order of the values is kept, save among the very worst. Values that are all equal become 0.
 */
export function standardize(values: readonly number[]): Float64Array {
  const compressed = compressWorse(values);
  const n = compressed.length;
  const mean = compressed.reduce((sum, value) => sum + value / n, 0);
  const variance = compressed.reduce((sum, value) => sum + (value - mean) ** 2 / n, 0);
  const deviation = Math.sqrt(variance);
  return Float64Array.from(compressed, (value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

function compressWorse(values: readonly number[]): readonly number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const best = sorted[0] ?? 0;
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  // Relative to the best first, so that neither huge levels nor huge values overflow on the way.
  const stretch = COMPRESSION * (median - best);
  if (!(stretch > 0) || !Number.isFinite(stretch)) {
    return values.map((value) => Math.min(value - best, Number.MAX_VALUE));
  }
  return values.map((value) =>
    value <= median
      ? (value - best) / stretch
      : (median - best) / stretch + Math.min(WORST, Math.log1p((value - median) / stretch)),
  );
}
