/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index */
import type { Features } from './features';
import type { Hyperparameters } from './gaussian-process';
import { factor } from './cholesky';
import { inverseFrom, invertLower } from './inverse';
import { minimizeInBox } from './minimize-in-box';
import type { Box, Differentiable } from './minimize-in-box';
import { thinned } from './observations';
import type { Observations } from './observations';
import { estimateTrend, repeatedIn, VARIANCE_PRIOR_WEIGHT } from './trend';

const LOG_LENGTH = { min: Math.log(0.02), max: Math.log(50) };
const LOG_NOISE = { min: Math.log(1e-8), max: Math.log(1) };

/** Whether a function is believed to change slowly or quickly before it is measured. */
export type Outlook = 'smooth' | 'rugged';

/**
 * Beliefs before any measurement, normal in the logarithm: half or a quarter of the box for one parameter, growing with the
 * square root of their number as distances in the box do; hardly any noise, though far more is possible.
 */
const LENGTH_PRIOR = { log: { smooth: Math.log(0.5), rugged: Math.log(0.25) }, deviation: 1 };
/** Parents resemble: at the same point their values correlate by 0.92. */
const PARENT_PRIOR = { log: Math.log(3), deviation: 1 };
const NOISE_PRIOR = { log: Math.log(1e-5), deviation: 2.5 };

/** Evaluations of the likelihood for one fit; each inverts a matrix. */
const MAX_EVALUATIONS = 20;
/** More measurements than this hardly move the hyperparameters but cost their cube in time. */
const MAX_POINTS = 64;

// Named once: looking a global up in the innermost loop costs more than the arithmetic where code runs sandboxed.
const { exp, sqrt } = Math;
const SQRT5 = sqrt(5);

export interface Fit {
  readonly hyperparameters: Hyperparameters;
  /** Minus the logarithm of how probable the values were, but for a constant for each of them. */
  readonly surprise: number;
}

/**
 * The most probable hyperparameters: maximum of marginal likelihood times prior, with the level and the scale of the
 * function profiled out, by gradient from the prior's mode.
 */
export function fitHyperparameters(
  features: Features,
  observations: Observations,
  outlook: Outlook = 'smooth',
): Fit {
  const { scales } = features;
  const prior = priorFor(features, outlook);
  const { x, value } = minimizeInBox(
    negativeLogPosterior(
      features,
      features.parents > 0 ? observations : thinned(observations, MAX_POINTS),
      prior,
    ),
    prior.mean,
    { box: boxFor(scales), maxEvaluations: MAX_EVALUATIONS },
  );
  const hyperparameters = { lengthScales: x.slice(0, scales).map(Math.exp), noise: Math.exp(x[scales]!) };
  return { hyperparameters, surprise: value };
}

interface Prior {
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
}

function priorFor({ parameters, scales }: Features, outlook: Outlook): Prior {
  const mean = new Float64Array(scales + 1).fill(LENGTH_PRIOR.log[outlook] + 0.5 * Math.log(parameters));
  const deviation = new Float64Array(scales + 1).fill(LENGTH_PRIOR.deviation);
  mean.fill(PARENT_PRIOR.log, parameters, scales);
  deviation.fill(PARENT_PRIOR.deviation, parameters, scales);
  mean[scales] = NOISE_PRIOR.log;
  deviation[scales] = NOISE_PRIOR.deviation;
  return { mean, deviation };
}

function boxFor(scales: number): Box {
  const lower = new Float64Array(scales + 1).fill(LOG_LENGTH.min);
  const upper = new Float64Array(scales + 1).fill(LOG_LENGTH.max);
  lower[scales] = LOG_NOISE.min;
  upper[scales] = LOG_NOISE.max;
  return { lower, upper };
}

function negativeLogPosterior(features: Features, observations: Observations, prior: Prior): Differentiable {
  const n = observations.values.length;
  const counts = observations.repeats?.counts ?? new Float64Array(n).fill(1);
  const parameters = features.scales;
  const distances = squaredDistances(features, observations.points);
  // One room for every evaluation: allocating it anew would keep the garbage collector busier than the arithmetic.
  const matrix = new Float64Array(n * n);
  const lower = new Float64Array(n * n);
  const inverted = new Float64Array(n * n);
  const inverse = new Float64Array(n * n);
  const slopes = new Float64Array((n * (n - 1)) / 2);
  const precision = new Float64Array(parameters);

  return (theta, gradient) => {
    const noise = Math.exp(theta[parameters]!);
    for (let p = 0; p < parameters; p += 1) precision[p] = Math.exp(-2 * theta[p]!);
    fillCovariance({ matrix, slopes, distances, precision, n, noise, counts });
    const repeated = repeatedIn(observations, noise);
    let logDeterminant = 0;
    try {
      factor(matrix, n, lower);
      for (let i = 0; i < n; i += 1) logDeterminant += 2 * Math.log(lower[i * n + i]!);
      invertLower(lower, n, inverted);
    } catch {
      return Infinity;
    }
    const {
      trend: { variance },
      weights,
    } = estimateTrend(lower, observations.values, repeated);
    inverseFrom(inverted, n, inverse);

    gradient.fill(0);
    let pair = 0;
    for (let i = 0; i < n; i += 1) {
      for (let j = 0; j < i; j += 1) {
        const pull = (inverse[i * n + j]! - (weights[i]! * weights[j]!) / variance) * slopes[pair]!;
        const at = pair * parameters;
        for (let p = 0; p < parameters; p += 1) gradient[p] = gradient[p]! + pull * distances[at + p]!;
        pair += 1;
      }
      gradient[parameters] =
        gradient[parameters]! +
        ((0.5 * noise) / counts[i]!) * (inverse[i * n + i]! - (weights[i]! * weights[i]!) / variance);
    }
    // Measurements that repeat others speak of the noise alone.
    gradient[parameters] = gradient[parameters]! + 0.5 * (repeated.count - repeated.squares / variance);
    let value =
      0.5 * (n + repeated.count + VARIANCE_PRIOR_WEIGHT) * Math.log(variance) +
      0.5 * (logDeterminant + repeated.count * Math.log(noise));
    for (let p = 0; p < parameters; p += 1) gradient[p] = gradient[p]! * precision[p]!;
    for (let t = 0; t <= parameters; t += 1) {
      const deviation = (theta[t]! - prior.mean[t]!) / prior.deviation[t]!;
      value += 0.5 * deviation * deviation;
      gradient[t] = gradient[t]! + deviation / prior.deviation[t]!;
    }
    return value;
  };
}

/** Squared distance along each parameter for each pair `j < i`, before length scales. */
function squaredDistances(features: Features, points: readonly Float64Array[]): Float64Array {
  const { scales: parameters, parameterOf, width } = features;
  const distances = new Float64Array(((points.length * (points.length - 1)) / 2) * parameters);
  let at = 0;
  for (let i = 0; i < points.length; i += 1) {
    for (let j = 0; j < i; j += 1) {
      for (let f = 0; f < width; f += 1) {
        const difference = points[i]![f]! - points[j]![f]!;
        const index = at + parameterOf[f]!;
        distances[index] = distances[index]! + difference * difference;
      }
      at += parameters;
    }
  }
  return distances;
}

interface CovarianceJob {
  readonly matrix: Float64Array;
  readonly slopes: Float64Array;
  readonly distances: Float64Array;
  readonly precision: Float64Array;
  readonly n: number;
  readonly noise: number;
  readonly counts: Float64Array;
}

/** Lower triangle of the correlation matrix, and for each pair its derivative by a log length scale, over `w D`. */
function fillCovariance({ matrix, slopes, distances, precision, n, noise, counts }: CovarianceJob): void {
  const parameters = precision.length;
  let pair = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      let squared = 0;
      const at = pair * parameters;
      for (let p = 0; p < parameters; p += 1) squared += precision[p]! * distances[at + p]!;
      const r = SQRT5 * sqrt(squared);
      const decay = exp(-r);
      matrix[i * n + j] = (1 + r + (r * r) / 3) * decay;
      slopes[pair] = (5 / 3) * (1 + r) * decay;
      pair += 1;
    }
    matrix[i * n + i] = 1 + noise / counts[i]!;
  }
}
