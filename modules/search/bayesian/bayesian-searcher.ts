import type { Objective, ParameterRange } from '../../tuning';
import { randomStream } from '../random-stream';
import { SearchSpace } from '../search-space';
import type { Searcher, Suggestion, TrialHistory } from '../searcher';
import { triedByParents } from '../tried-by-parents';
import { unusedPoint } from '../unused-point';
import type { WarmStart } from '../warm-start';
import { Features } from './features';
import type { Outlook } from './fit-hyperparameters';
import { spaceFillingPoint } from './initial-design';
import { maximizeAcquisition } from './maximize-acquisition';
import { Parents } from './parents';
import type { Measurement } from './parents';
import { FEWEST_MEASUREMENTS, Surrogate } from './surrogate';

/** Evenly spread trials before the process is trusted: two more than there are parameters, at most ten. */
const MAX_INITIAL_TRIALS = 10;

/**
 * Bayesian optimisation: a Gaussian process over everything measured so far, and the point of greatest expected
 * improvement. Starts with an evenly spread design, then takes the function for smooth and for rugged in turns; parallel and
 * running trials count as if they had given what the process expects of them; regions where trials failed lose appeal.
 */
export class BayesianSearcher implements Searcher {
  private readonly space: SearchSpace;
  private readonly features: Features;
  private readonly seed: number;
  private readonly sign: 1 | -1;
  private readonly avoided: ReadonlySet<string>;
  /** What parents with the same data and algorithm measured. */
  private readonly inherited: readonly Measurement[];
  /** What parents with another scale measured. */
  private readonly parents: Parents | undefined;

  constructor(
    ranges: readonly ParameterRange[],
    options: {
      readonly objective: Objective['type'];
      readonly seed: number;
      readonly warmStart?: WarmStart | undefined;
    },
  ) {
    this.space = new SearchSpace(ranges);
    this.seed = options.seed;
    this.sign = options.objective === 'Minimize' ? 1 : -1;
    const { warmStart } = options;
    this.avoided = triedByParents(this.space, warmStart);
    const measured = (warmStart?.parents ?? []).map(({ completed }) => this.measurementsOf(completed));
    const same = warmStart?.type === 'IdenticalDataAndAlgorithm';
    this.inherited = same ? measured.flat() : [];
    const similar = same ? [] : measured.filter((list) => list.length >= FEWEST_MEASUREMENTS);
    this.features = new Features(this.space, similar.length);
    this.parents = similar.length === 0 ? undefined : new Parents(this.features, similar.sort(inOrderOfBest));
  }

  suggest(history: TrialHistory, count: number): readonly Suggestion[] {
    const active = this.sorted(history.active);
    const failed = this.sorted(history.failed);
    const trials = [...history.completed, ...active, ...failed];
    const used = new Set(trials.map((trial) => this.space.keyOf(trial.hyperparameters)));
    const measured = [...this.inherited, ...this.measurementsOf(history.completed)].sort(inOrder);
    const suggestions: Suggestion[] = [];
    const surrogates = new Map<Outlook, Surrogate>();
    for (let number = trials.length; suggestions.length < count; number += 1) {
      let suggestion: Suggestion | undefined;
      if (this.isSpread(number, measured.length)) {
        suggestion = this.spread(number, used);
      } else {
        const outlook = this.outlookOf(number);
        let surrogate = surrogates.get(outlook);
        if (surrogate === undefined) {
          surrogate = new Surrogate(
            this.space,
            this.features,
            { measured, failed, parents: this.parents },
            outlook,
          );
          surrogate.believe([...active.map((trial) => trial.hyperparameters), ...suggestions]);
          surrogates.set(outlook, surrogate);
        }
        suggestion = this.bestOf(surrogate, used, number);
      }
      suggestion ??= unusedPoint(
        this.space,
        { used, avoided: this.avoided },
        randomStream(this.seed, number),
      );
      if (suggestion === undefined) break;
      used.add(this.space.keyOf(suggestion));
      suggestions.push(suggestion);
      for (const surrogate of surrogates.values()) surrogate.believe([suggestion]);
    }
    return suggestions;
  }

  /** Trials of this space with a usable value, turned so that less is better, and best first. */
  private measurementsOf(completed: TrialHistory['completed']): readonly Measurement[] {
    return completed
      .flatMap(({ hyperparameters, value }) => {
        const position = this.space.encode(hyperparameters);
        return position === undefined || !Number.isFinite(value)
          ? []
          : [{ position, value: this.sign * value }];
      })
      .sort(inOrder);
  }

  /**
   * Whether a trial belongs to the evenly spread start. With parents of another scale every other one does: without trials away
   * from where the parents were good, nothing would ever show that this search differs.
   */
  private isSpread(number: number, measured: number): boolean {
    const initialTrials = Math.min(MAX_INITIAL_TRIALS, this.space.dimensions.length + 2);
    if (this.parents !== undefined) return number < 2 * initialTrials && number % 2 === 1;
    return number + this.inherited.length < initialTrials || measured < FEWEST_MEASUREMENTS;
  }

  /**
   * Trials take turns: what a fit reads out of few measurements depends on how smooth it believes the function to be. A search
   * that is wrong about that every second trial loses less than one that is always wrong. Parents tell it better.
   */
  private outlookOf(number: number): Outlook {
    return this.parents === undefined && number % 2 === 0 ? 'rugged' : 'smooth';
  }

  private spread(number: number, used: ReadonlySet<string>): Suggestion | undefined {
    const suggestion = this.space.decode(spaceFillingPoint(this.space, this.seed, number));
    return this.isNew(suggestion, used) ? suggestion : undefined;
  }

  private bestOf(surrogate: Surrogate, used: ReadonlySet<string>, number: number): Suggestion | undefined {
    const position = maximizeAcquisition({
      space: this.space,
      features: this.features,
      acquisition: surrogate.acquisition(),
      incumbents: surrogate.incumbents,
      isNew: (candidate) => this.isNew(this.space.decode(candidate), used),
      random: randomStream(this.seed, number),
    });
    return position === undefined ? undefined : this.space.decode(position);
  }

  private isNew(suggestion: Suggestion, used: ReadonlySet<string>): boolean {
    const key = this.space.keyOf(suggestion);
    return !used.has(key) && !this.avoided.has(key);
  }

  /** In an order that does not depend on which trial was listed first: rounding would, in sums. */
  private sorted<T extends { readonly hyperparameters: Suggestion }>(trials: readonly T[]): readonly T[] {
    return trials
      .map((trial) => ({ trial, key: this.space.keyOf(trial.hyperparameters) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ trial }) => trial);
  }
}

/** Best first; equal values by position. */
function inOrder(a: Measurement, b: Measurement): number {
  if (a.value !== b.value) return a.value - b.value;
  const differs = a.position.findIndex((at, index) => at !== b.position[index]);
  return differs < 0 ? 0 : (a.position[differs] ?? 0) - (b.position[differs] ?? 0);
}

function inOrderOfBest(a: readonly Measurement[], b: readonly Measurement[]): number {
  const [first] = a;
  const [other] = b;
  return first === undefined || other === undefined ? a.length - b.length : inOrder(first, other);
}
