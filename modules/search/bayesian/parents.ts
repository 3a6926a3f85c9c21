import type { Position } from '../search-space';
import type { Features } from './features';
import { fitHyperparameters } from './fit-hyperparameters';
import type { Fit } from './fit-hyperparameters';
import { GaussianProcess } from './gaussian-process';
import type { Hyperparameters } from './gaussian-process';
import { gatherRepeats, joined, thinned } from './observations';
import type { Observations, Repeats } from './observations';
import { standardize } from './standardize';

/** A finished trial, placed in the space. `value` is to be minimised. */
export interface Measurement {
  readonly position: Position;
  readonly value: number;
}

/** So many points of all parents together count: more would cost more time than they tell. */
const MAX_POINTS = 96;
/** Of them, and of the search's own points, those that hyperparameters are fitted to. */
const SAMPLE = { own: 48, parents: 32 };
/** Fewer own measurements say nothing about the parents. */
const FEWEST_TO_JUDGE = 4;

/**
 * What parents with another objective scale tell: their values standardised one parent at a time, so that only which of a
 * parent's trials were better than its others counts.
 */
export class Parents {
  readonly observations: Observations;
  /** Positions measured by parents, each parent's best first, in turns. */
  readonly incumbents: readonly Position[];
  private readonly features: Features;
  private readonly sample: Observations;
  private readonly alone: Fit;
  private readonly process: GaussianProcess;

  /** Needs at least one parent; each with measurements, best first. `features` has a coordinate for each. */
  constructor(features: Features, parents: readonly (readonly Measurement[])[]) {
    const each = Math.floor(MAX_POINTS / parents.length);
    this.observations = parents
      .map((measured, parent) => {
        const points = measured.map(({ position }) => features.of(position, parent));
        return thinned(gatherRepeats(points, standardize(measured.map(({ value }) => value))), each);
      })
      .reduce(joined);
    const longest = Math.max(...parents.map((measured) => measured.length));
    this.incumbents = Array.from({ length: longest }, (_, rank) =>
      parents.flatMap((measured) => measured.slice(rank, rank + 1).map(({ position }) => position)),
    ).flat();
    this.features = features;
    this.sample = thinned(this.observations, SAMPLE.parents);
    this.alone = fitHyperparameters(features, this.sample);
    const { hyperparameters } = this.alone;
    this.process = new GaussianProcess(features, this.observations, { hyperparameters });
  }

  /**
   * This search's own observations, on the scale of its parents', and hyperparameters for both together. `undefined` where
   * its own values are more probable without the parents than given them: such parents measured something else.
   */
  helping(own: Observations): { own: Observations; hyperparameters: Hyperparameters } | undefined {
    const { values, scale } = this.place(own);
    const placed = { ...own, values, repeats: own.repeats && scaled(own.repeats, scale) };
    const sample = thinned(placed, SAMPLE.own);
    const together = fitHyperparameters(this.features, joined(sample, this.sample));
    const n = sample.values.length;
    if (n >= FEWEST_TO_JUDGE) {
      const given = together.surprise - this.alone.surprise - n * Math.log(scale);
      const without = fitHyperparameters(this.features, thinned(own, SAMPLE.own)).surprise;
      if (without < given) return undefined;
    }
    return { own: placed, hyperparameters: together.hyperparameters };
  }

  /**
   * Own standardised values on the scale of the parents'. Own trials are few and chosen where parents were good, so their mean
   * and spread are not those of the space: they are given the mean and the spread that the parents expect of values at these
   * points.
   */
  private place({ points, values }: Observations): { values: Float64Array; scale: number } {
    const expected = points.map((point) => this.process.predict(point));
    const n = points.length;
    const mean = expected.reduce((sum, { mean: at }) => sum + at / n, 0);
    const variance = expected.reduce(
      (sum, { mean: at, variance: unsure }) => sum + ((at - mean) ** 2 + unsure) / n,
      0,
    );
    const scale = Math.sqrt(variance);
    return { values: values.map((value) => mean + scale * value), scale };
  }
}

function scaled({ counts, squares }: Repeats, scale: number): Repeats {
  return { counts, squares: squares.map((square) => square * scale ** 2) };
}
