/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index */
import type { Observations } from './observations';
import { solveLower, solveUpper } from './triangular';

/** Level and scale of a function. */
export interface Trend {
  readonly mean: number;
  readonly variance: number;
}

/** Weak belief that standardised values have variance 1, worth this many measurements. */
export const VARIANCE_PRIOR_WEIGHT = 2;

/**
 * The level and scale that suit the values best, given the factor of their correlation matrix `C`:
 * generalised least squares for the level (Rasmussen and Williams, 2006, section 2.7, with a constant as the only basis
 * function), posterior mode for the scale. `weights` are `C⁻¹ (values − level)`. Measurements that repeat others count by
 * `repeated`: how many they are, and the squares of what they deviate over the share of noise.
 */
export function estimateTrend(
  lower: Float64Array,
  values: Float64Array,
  repeated: { readonly count: number; readonly squares: number } = { count: 0, squares: 0 },
): { readonly trend: Trend; readonly weights: Float64Array } {
  const n = values.length;
  const residuals = solveLower(lower, values, new Float64Array(n));
  const ones = solveLower(lower, new Float64Array(n).fill(1), new Float64Array(n));
  let top = 0;
  let bottom = 0;
  for (let i = 0; i < n; i += 1) {
    top += ones[i]! * residuals[i]!;
    bottom += ones[i]! * ones[i]!;
  }
  const mean = top / bottom;
  let squares = repeated.squares;
  const measurements = n + repeated.count;
  for (let i = 0; i < n; i += 1) {
    const residual = residuals[i]! - mean * ones[i]!;
    residuals[i] = residual;
    squares += residual * residual;
  }
  return {
    trend: { mean, variance: (squares + VARIANCE_PRIOR_WEIGHT) / (measurements + VARIANCE_PRIOR_WEIGHT) },
    weights: solveUpper(lower, residuals, new Float64Array(n)),
  };
}

/** What {@link estimateTrend} has to know of repeated measurements, given the share of noise. */
export function repeatedIn(
  { repeats }: Observations,
  noise: number,
): { readonly count: number; readonly squares: number } {
  if (repeats === undefined) return { count: 0, squares: 0 };
  return {
    count: repeats.counts.reduce((sum, count) => sum + count - 1, 0),
    squares: repeats.squares.reduce((sum, square) => sum + square, 0) / noise,
  };
}
