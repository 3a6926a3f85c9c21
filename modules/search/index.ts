/**
 * Random, grid and Bayesian search over SageMaker's parameter ranges, seeded and pure.
 *
 * | Symbol | In the code | What it is |
 * | --- | --- | --- |
 * | x | `position`, `point` | a trial in the box: one number per parameter; as `Features` coordinates where distances count |
 * | y | `value` | what a trial measured, turned so that less is better, then standardised |
 * | n, d | `n`, `parameters` | how many measurements, how many parameters |
 * | m, s² | `trend.mean`, `trend.variance` | level and scale of the function |
 * | ℓ | `lengthScales` | how far apart along a parameter values still resemble each other, in ranges |
 * | σ² | `noise` | variance of the noise over s² |
 * | k(x, x′) | `correlation` | Matérn 5/2 of the distance over ℓ |
 * | K = L Lᵀ | `factor` | correlations of all measured points plus σ² on the diagonal, and its Cholesky factor |
 * | w | `weights` | K⁻¹ (y − m) |
 * | μ(x) | `mean` | m + k(x)ᵀ w, what the process expects at x; `fitted` where x was measured: y − σ² w |
 * | v(x) | `variance` | s² (1 − k(x)ᵀ K⁻¹ k(x)), how unsure it is of that |
 * | y* | `best` | the least μ where something was measured, which a trial has to beat |
 * | α(x) | `acquisition` | log of the improvement on y* that is expected at x, plus log of the chance that a trial there succeeds |
 */
export { createSearcher } from './create-searcher';
export type { SearcherOptions } from './create-searcher';
export { Hyperband } from './hyperband/hyperband';
export type { ResourceRange } from './hyperband/brackets';
export type { SearchStrategy } from './strategy';
export type { Searcher, Suggestion, TrialHistory } from './searcher';
export type { ParentSearch, WarmStart } from './warm-start';
