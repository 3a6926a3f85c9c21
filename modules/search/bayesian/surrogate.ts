import type { Position, SearchSpace } from '../search-space';
import type { Suggestion, TrialHistory } from '../searcher';
import { Acquisition } from './acquisition';
import type { Features } from './features';
import { fitHyperparameters } from './fit-hyperparameters';
import { GaussianProcess } from './gaussian-process';
import { standardize } from './standardize';

/** A finished trial, placed in the space. `value` is to be minimised. */
export interface Measurement {
  readonly position: Position;
  readonly value: number;
}

/** Fewer measurements say nothing about the shape of a function. */
export const FEWEST_MEASUREMENTS = 2;

interface State {
  readonly process: GaussianProcess;
  /** Least mean of the process where something was measured or believed. */
  readonly best: number;
  readonly succeeded: readonly Float64Array[];
  readonly failed: readonly Float64Array[];
}

/** What is believed about the objective, given measurements, failures and trials still running. */
export class Surrogate {
  /** Positions measured, best first. */
  readonly incumbents: readonly Position[];
  private readonly space: SearchSpace;
  private readonly features: Features;
  private state: State;

  /** Needs at least {@link FEWEST_MEASUREMENTS} measurements. */
  constructor(
    space: SearchSpace,
    features: Features,
    history: { readonly measured: readonly Measurement[]; readonly failed: TrialHistory['failed'] },
  ) {
    this.space = space;
    this.features = features;
    const points = history.measured.map(({ position }) => features.of(position));
    const values = standardize(history.measured.map(({ value }) => value));
    const observations = { points, values };
    const hyperparameters = fitHyperparameters(features, observations);
    const process = new GaussianProcess(features, observations, { hyperparameters });
    const failed = this.pointsOf(history.failed.map(({ hyperparameters: tried }) => tried));
    // Not the least measurement: where the process reads ripples or noise as noise, its mean nowhere comes near the
    // luckiest of those, and no place would promise an improvement on it.
    const best = Math.min(...process.fitted());
    // A failure has no value. It counts as what was expected of it, but as no improvement: a worse guess would tear
    // the surface where one trial of many failed by bad luck, a better one would attract the next trial.
    const guessed = failed.map((point) => Math.max(best, process.predict(point).mean));
    this.state = {
      process: failed.length === 0 ? process : process.with(failed, guessed),
      best,
      succeeded: points,
      failed,
    };
    this.incumbents = [...history.measured].sort((a, b) => a.value - b.value).map(({ position }) => position);
  }

  /** Believes that trials without a result yet will give what the process expects (kriging believer). */
  believe(pending: readonly Suggestion[]): void {
    const points = this.pointsOf(pending);
    if (points.length === 0) return;
    const { process, best } = this.state;
    const believed = points.map((point) => process.predict(point).mean);
    this.state = {
      ...this.state,
      process: process.with(points, believed),
      best: Math.min(best, ...believed),
    };
  }

  /** How worthwhile a trial at a point is, given all that is believed now. */
  acquisition(): Acquisition {
    return new Acquisition({ ...this.state, width: this.features.width });
  }

  private pointsOf(tried: readonly Suggestion[]): Float64Array[] {
    return tried.flatMap((values) => {
      const position = this.space.encode(values);
      return position === undefined ? [] : [this.features.of(position)];
    });
  }
}
