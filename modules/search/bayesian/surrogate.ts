import type { Position, SearchSpace } from '../search-space';
import type { Suggestion, TrialHistory } from '../searcher';
import { Acquisition } from './acquisition';
import type { Features } from './features';
import { fitHyperparameters } from './fit-hyperparameters';
import type { Outlook } from './fit-hyperparameters';
import { GaussianProcess } from './gaussian-process';
import { gatherRepeats, joined, thinned } from './observations';
import type { Measurement, Parents } from './parents';
import { standardize } from './standardize';

/** Fewer measurements say nothing about the shape of a function. */
export const FEWEST_MEASUREMENTS = 2;

/**
 * The process holds at most so many of the search's own points, which bounds the time of a suggestion: the better half and an
 * even spread of the rest (Rasmussen and Williams, 2006, section 8.3.1, a subset of the data).
 */
const MAX_POINTS = 500;

interface State {
  readonly process: GaussianProcess;
  /** Least mean of the process where something was measured or believed. */
  readonly best: number;
  readonly succeeded: readonly Float64Array[];
  readonly failed: readonly Float64Array[];
}

/** What is believed about the objective, given measurements, failures and trials still running. */
export class Surrogate {
  /** Positions measured, best first; in turns with those of parents. */
  readonly incumbents: readonly Position[];
  private readonly space: SearchSpace;
  private readonly features: Features;
  private state: State;

  /** Needs at least {@link FEWEST_MEASUREMENTS} measurements, best first, or parents. */
  constructor(
    space: SearchSpace,
    features: Features,
    history: {
      readonly measured: readonly Measurement[];
      readonly failed: TrialHistory['failed'];
      readonly parents?: Parents | undefined;
    },
    outlook: Outlook = 'smooth',
  ) {
    this.space = space;
    this.features = features;
    const { measured } = history;
    const points = measured.map(({ position }) => features.of(position));
    const values = standardize(measured.map(({ value }) => value));
    const alone = thinned(gatherRepeats(points, values), MAX_POINTS);
    const helped = history.parents?.helping(alone);
    const parents = helped && history.parents;
    const own = helped?.own ?? alone;
    const { hyperparameters } = helped ?? fitHyperparameters(features, own, outlook);
    const observations = parents === undefined ? own : joined(own, parents.observations);
    const process = new GaussianProcess(features, observations, { hyperparameters });
    const failed = this.pointsOf(history.failed.map(({ hyperparameters: tried }) => tried));
    // Not the least measurement: where the process reads ripples or noise as noise, its mean nowhere comes near the
    // luckiest of those, and no place would promise an improvement on it.
    const best =
      own.points.length > 0
        ? Math.min(...process.fitted().subarray(0, own.points.length))
        : // What this search would measure where its parents did.
          Math.min(
            ...(parents?.incumbents ?? []).map((position) => process.predict(features.of(position)).mean),
          );
    // A failure has no value. It counts as what was expected of it, but as no improvement: a worse guess would tear
    // the surface where one trial of many failed by bad luck, a better one would attract the next trial.
    const guessed = failed.map((point) => Math.max(best, process.predict(point).mean));
    this.state = {
      process: failed.length === 0 ? process : process.with(failed, guessed),
      best,
      succeeded: points,
      failed,
    };
    this.incumbents = inTurns(
      measured.map(({ position }) => position),
      parents?.incumbents ?? [],
    );
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

function inTurns<T>(a: readonly T[], b: readonly T[]): readonly T[] {
  const length = Math.max(a.length, b.length);
  return Array.from({ length }, (_, rank) => [a, b].flatMap((list) => list.slice(rank, rank + 1))).flat();
}
