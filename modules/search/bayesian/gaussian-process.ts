/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index */
/**
 * The process at the heart of Bayesian search. Its symbols, as in Rasmussen and Williams, Gaussian Processes for Machine
 * Learning, 2006, and what the code calls them:
 *
 * | Symbol | In the code | What it is |
 * | --- | --- | --- |
 * | x | `position`, `point` | a trial in the box: one number per parameter; as `Features` coordinates where distances count |
 * | y | `value` | what a trial measured, turned so that less is better, then standardised |
 * | n, d | `n`, `parameters` | how many points were measured, how many parameters there are |
 * | c | `counts` | how many measurements a point's value is the mean of |
 * | m, s² | `trend.mean`, `trend.variance` | level and scale of the function |
 * | ℓ | `lengthScales` | how far apart along a parameter values still resemble each other, in ranges; how unlike a parent is |
 * | σ² | `noise` | variance of the noise of one measurement over s² |
 * | k(x, x′) | `correlation` | Matérn 5/2 of the distance over ℓ |
 * | K = L Lᵀ | `lower` | correlations of all measured points plus σ²/c on the diagonal, and L, its Cholesky factor |
 * | w | `weights` | K⁻¹ (y − m) |
 * | μ(x) | `mean` | m + k(x)ᵀ w, what the process expects at x; `fitted` where x was measured: y − w σ²/c |
 * | z | `explained` | L⁻¹ k(x), whose square is the share of variance that measurements explain |
 * | v(x) | `variance` | s² (1 − zᵀ z), how unsure it is of that |
 * | y* | `best` | the least μ where something was measured, which a trial has to beat |
 * | α(x) | `acquisition` | log of the improvement on y* that is expected at x, plus log of the chance that a trial there succeeds |
 */

import type { Features } from './features';
import { extendFactor, factor } from './cholesky';
import { joined } from './observations';
import type { Observations } from './observations';
import { solveLower, solveUpper } from './triangular';
import { estimateTrend, repeatedIn } from './trend';
import type { Trend } from './trend';

/** Shape of the covariance: one length scale per parameter, and the share of noise in a measurement. */
export interface Hyperparameters {
  readonly lengthScales: Float64Array;
  /** Variance of the noise over the variance of the function. */
  readonly noise: number;
}

export interface Prediction {
  mean: number;
  /** Variance of the function itself, without measurement noise. Never negative. */
  variance: number;
}

// Named once: looking a global up in the innermost loop costs more than the arithmetic where code runs sandboxed.
const { exp, sqrt } = Math;
const SQRT5 = sqrt(5);

/**
 * A Gaussian process with constant mean and Matérn 5/2 covariance with a length scale per parameter (automatic
 * relevance determination), conditioned on observations. Rasmussen and Williams, Gaussian Processes for Machine
 * Learning, 2006, sections 2.2 and 5.4.
 */
export class GaussianProcess {
  readonly trend: Trend;
  private readonly features: Features;
  private readonly hyperparameters: Hyperparameters;
  private readonly observations: Observations;
  private readonly weights: Float64Array;
  private readonly lower: Float64Array;
  /** One over length scale, for each coordinate. */
  private readonly stretch: Float64Array;
  /** Coordinates of all observations over the length scales, one observation after the other. */
  private readonly stretched: Float64Array;
  /** Room for one prediction after another; what is in it means nothing between calls. */
  private readonly covariances: Float64Array;
  private readonly slopes: Float64Array;
  private readonly explained: Float64Array;
  private readonly solved: Float64Array;
  private readonly here: Float64Array;

  /** `trend` is estimated from the observations unless given; `known` is the factor of the first of them. */
  constructor(
    features: Features,
    observations: Observations,
    {
      hyperparameters,
      trend,
      known,
    }: {
      readonly hyperparameters: Hyperparameters;
      readonly trend?: Trend;
      readonly known?: { readonly lower: Float64Array; readonly n: number };
    },
  ) {
    const n = observations.points.length;
    this.features = features;
    this.observations = observations;
    this.hyperparameters = hyperparameters;
    this.stretch = Float64Array.from(features.parameterOf, (p) => 1 / hyperparameters.lengthScales[p]!);
    this.here = new Float64Array(features.width);
    this.stretched = new Float64Array(n * features.width);
    observations.points.forEach((point, i) => {
      for (let f = 0; f < features.width; f += 1) {
        this.stretched[i * features.width + f] = point[f]! * this.stretch[f]!;
      }
    });
    this.covariances = new Float64Array(n);
    this.slopes = new Float64Array(n);
    this.explained = new Float64Array(n);
    this.solved = new Float64Array(n);
    this.lower =
      (known && extendFactor(this.covarianceMatrix(known.n), n, known)) ??
      factor(this.covarianceMatrix(0), n);
    if (trend === undefined) {
      ({ trend: this.trend, weights: this.weights } = estimateTrend(
        this.lower,
        observations.values,
        repeatedIn(observations, hyperparameters.noise),
      ));
    } else {
      this.trend = trend;
      const residuals = observations.values.map((value) => value - trend.mean);
      solveLower(this.lower, residuals, this.solved);
      this.weights = solveUpper(this.lower, this.solved, new Float64Array(n));
    }
  }

  /** The same process with further observations; level and scale stay as they are. */
  with(points: readonly Float64Array[], values: readonly number[]): GaussianProcess {
    const all = joined(this.observations, { points, values: Float64Array.from(values) });
    return new GaussianProcess(this.features, all, {
      hyperparameters: this.hyperparameters,
      trend: this.trend,
      known: { lower: this.lower, n: this.weights.length },
    });
  }

  /** The mean at each observation: what was measured there, less the noise it is believed to hold. */
  fitted(): Float64Array {
    return this.observations.values.map((value, i) => value - this.noiseOf(i) * this.weights[i]!);
  }

  predict(x: Float64Array): Prediction {
    return this.conditional(x);
  }

  /** Also writes the gradients by coordinate into `meanGradient` and `varianceGradient`. */
  predictWithGradient(
    x: Float64Array,
    meanGradient: Float64Array,
    varianceGradient: Float64Array,
  ): Prediction {
    const prediction = this.conditional(x);
    const { here, stretched, stretch } = this;
    const n = this.weights.length;
    const width = here.length;
    const u = solveUpper(this.lower, this.explained, this.solved);
    meanGradient.fill(0);
    varianceGradient.fill(0);
    for (let i = 0; i < n; i += 1) {
      const byMean = this.slopes[i]! * this.weights[i]!;
      const byVariance = -2 * this.trend.variance * this.slopes[i]! * u[i]!;
      const row = i * width;
      for (let f = 0; f < width; f += 1) {
        const difference = here[f]! - stretched[row + f]!;
        meanGradient[f] = meanGradient[f]! + byMean * difference;
        varianceGradient[f] = varianceGradient[f]! + byVariance * difference;
      }
    }
    for (let f = 0; f < width; f += 1) {
      meanGradient[f] = meanGradient[f]! * stretch[f]!;
      varianceGradient[f] = varianceGradient[f]! * stretch[f]!;
    }
    return prediction;
  }

  /** Correlation of two points, 0 to 1. */
  correlation(a: Float64Array, b: Float64Array): number {
    let sum = 0;
    for (let f = 0; f < a.length; f += 1) {
      const difference = this.stretch[f]! * (a[f]! - b[f]!);
      sum += difference * difference;
    }
    return matern(sum);
  }

  /** Fills `slopes` for `x`, and `explained` with the vector whose square is the share of variance explained. */
  private conditional(x: Float64Array): Prediction {
    const { here, stretched, stretch, covariances, slopes, weights } = this;
    const n = weights.length;
    const width = here.length;
    for (let f = 0; f < width; f += 1) here[f] = x[f]! * stretch[f]!;
    let mean = this.trend.mean;
    for (let i = 0; i < n; i += 1) {
      const row = i * width;
      let squared = 0;
      for (let f = 0; f < width; f += 1) {
        const difference = here[f]! - stretched[row + f]!;
        squared += difference * difference;
      }
      const r = SQRT5 * sqrt(squared);
      const decay = exp(-r);
      const covariance = (1 + r + (r * r) / 3) * decay;
      covariances[i] = covariance;
      // Derivative by (x - point) over the squared length scale.
      slopes[i] = (-5 / 3) * (1 + r) * decay;
      mean += covariance * weights[i]!;
    }
    const z = solveLower(this.lower, covariances, this.explained);
    let explained = 0;
    for (let i = 0; i < n; i += 1) explained += z[i]! * z[i]!;
    return { mean, variance: explained < 1 ? this.trend.variance * (1 - explained) : 0 };
  }

  /** Variance of the noise of an observation, the mean of so many measurements, over that of the function. */
  private noiseOf(i: number): number {
    return this.hyperparameters.noise / (this.observations.repeats?.counts[i] ?? 1);
  }

  /** Lower triangle of the correlations, noise included, from row `first` on. */
  private covarianceMatrix(first: number): Float64Array {
    const { stretched } = this;
    const n = this.observations.points.length;
    const width = this.here.length;
    const matrix = new Float64Array(n * n);
    for (let i = first; i < n; i += 1) {
      for (let j = 0; j < i; j += 1) {
        let squared = 0;
        for (let f = 0; f < width; f += 1) {
          const difference = stretched[i * width + f]! - stretched[j * width + f]!;
          squared += difference * difference;
        }
        matrix[i * n + j] = matern(squared);
      }
      matrix[i * n + i] = 1 + this.noiseOf(i);
    }
    return matrix;
  }
}

function matern(squaredDistance: number): number {
  const r = SQRT5 * sqrt(squaredDistance);
  return (1 + r + (r * r) / 3) * exp(-r);
}
