/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index */
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
 * generalised least squares for the level, posterior mode for the scale. `weights` are `C⁻¹ (values − level)`.
 */
export function estimateTrend(
  lower: Float64Array,
  values: Float64Array,
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
  let squares = 0;
  for (let i = 0; i < n; i += 1) {
    const residual = residuals[i]! - mean * ones[i]!;
    residuals[i] = residual;
    squares += residual * residual;
  }
  return {
    trend: { mean, variance: (squares + VARIANCE_PRIOR_WEIGHT) / (n + VARIANCE_PRIOR_WEIGHT) },
    weights: solveUpper(lower, residuals, new Float64Array(n)),
  };
}
