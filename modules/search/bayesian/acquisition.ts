/* eslint-disable @typescript-eslint/no-non-null-assertion -- loops bound every index */
import { logExpectedImprovement } from './expected-improvement';
import type { GaussianProcess } from './gaussian-process';

/** Keeps the logarithm finite at a point that has been measured already. */
const SMALLEST_DEVIATION = 1e-10;

/** How worthwhile a trial at a point is, on a logarithmic scale: expected improvement × chance that it succeeds. */
export class Acquisition {
  private readonly process: GaussianProcess;
  private readonly best: number;
  private readonly succeeded: readonly Float64Array[];
  private readonly failed: readonly Float64Array[];
  private readonly meanGradient: Float64Array;
  private readonly varianceGradient: Float64Array;

  constructor(options: {
    readonly process: GaussianProcess;
    /** The value to fall below. */
    readonly best: number;
    readonly succeeded: readonly Float64Array[];
    readonly failed: readonly Float64Array[];
    readonly width: number;
  }) {
    this.process = options.process;
    this.best = options.best;
    this.succeeded = options.succeeded;
    this.failed = options.failed;
    this.meanGradient = new Float64Array(options.width);
    this.varianceGradient = new Float64Array(options.width);
  }

  at(x: Float64Array): number {
    const { mean, variance } = this.process.predict(x);
    const deviation = Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
    return logExpectedImprovement(mean, deviation, this.best).value + this.logChanceOfSuccess(x);
  }

  /** As {@link at}; also writes the gradient by coordinate. The chance of success counts as locally constant. */
  withGradient(x: Float64Array, gradient: Float64Array): number {
    const { mean, variance } = this.process.predictWithGradient(x, this.meanGradient, this.varianceGradient);
    const deviation = Math.max(SMALLEST_DEVIATION, Math.sqrt(variance));
    const { value, byMean, byDeviation } = logExpectedImprovement(mean, deviation, this.best);
    for (let f = 0; f < x.length; f += 1) {
      gradient[f] =
        byMean * this.meanGradient[f]! + (byDeviation * this.varianceGradient[f]!) / (2 * deviation);
    }
    return value + this.logChanceOfSuccess(x);
  }

  /** Share of successes among neighbours, weighted by correlation, as if one more trial here had succeeded. */
  private logChanceOfSuccess(x: Float64Array): number {
    if (this.failed.length === 0) return 0;
    let successes = 1;
    let failures = 0;
    for (const point of this.succeeded) successes += this.process.correlation(x, point);
    for (const point of this.failed) failures += this.process.correlation(x, point);
    return Math.log(successes / (successes + failures));
  }
}
