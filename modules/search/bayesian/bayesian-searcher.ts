import type { Objective, ParameterRange } from '../../tuning';
import { randomStream } from '../random-stream';
import { SearchSpace } from '../search-space';
import type { Searcher, Suggestion, TrialHistory } from '../searcher';
import { unusedPoint } from '../unused-point';
import { Features } from './features';
import { spaceFillingPoint } from './initial-design';
import { maximizeAcquisition } from './maximize-acquisition';
import { FEWEST_MEASUREMENTS, Surrogate } from './surrogate';
import type { Measurement } from './surrogate';

/** Evenly spread trials before the process is trusted: two more than there are parameters, at most ten. */
const MAX_INITIAL_TRIALS = 10;

/**
 * Bayesian optimisation: a Gaussian process over everything measured so far, and the point of greatest expected
 * improvement. Starts with an evenly spread design; parallel and running trials count as if they had given what the
 * process expects of them; regions where trials failed lose appeal.
 */
export class BayesianSearcher implements Searcher {
  private readonly space: SearchSpace;
  private readonly features: Features;
  private readonly seed: number;
  private readonly sign: 1 | -1;

  constructor(
    ranges: readonly ParameterRange[],
    options: { readonly objective: Objective['type']; readonly seed: number },
  ) {
    this.space = new SearchSpace(ranges);
    this.features = new Features(this.space);
    this.seed = options.seed;
    this.sign = options.objective === 'Minimize' ? 1 : -1;
  }

  suggest(history: TrialHistory, count: number): readonly Suggestion[] {
    const trials = [...history.completed, ...history.active, ...history.failed];
    const used = new Set(trials.map((trial) => this.space.keyOf(trial.hyperparameters)));
    const measured = this.measurementsOf(history);
    const initialTrials = Math.min(MAX_INITIAL_TRIALS, this.space.dimensions.length + 2);
    const suggestions: Suggestion[] = [];
    let surrogate: Surrogate | undefined;
    for (let number = trials.length; suggestions.length < count; number += 1) {
      let suggestion: Suggestion | undefined;
      if (number < initialTrials || measured.length < FEWEST_MEASUREMENTS) {
        suggestion = this.spread(number, used);
      } else {
        if (surrogate === undefined) {
          surrogate = new Surrogate(this.space, this.features, { measured, failed: history.failed });
          surrogate.believe([...history.active.map((trial) => trial.hyperparameters), ...suggestions]);
        }
        suggestion = this.bestOf(surrogate, used, number);
      }
      suggestion ??= unusedPoint(this.space, used, randomStream(this.seed, number));
      if (suggestion === undefined) break;
      used.add(this.space.keyOf(suggestion));
      suggestions.push(suggestion);
      surrogate?.believe([suggestion]);
    }
    return suggestions;
  }

  /** Trials of this space with a usable value, turned so that less is better. */
  private measurementsOf(history: TrialHistory): readonly Measurement[] {
    return history.completed.flatMap(({ hyperparameters, value }) => {
      const position = this.space.encode(hyperparameters);
      return position === undefined || !Number.isFinite(value)
        ? []
        : [{ position, value: this.sign * value }];
    });
  }

  private spread(number: number, used: ReadonlySet<string>): Suggestion | undefined {
    const suggestion = this.space.decode(spaceFillingPoint(this.space, this.seed, number));
    return used.has(this.space.keyOf(suggestion)) ? undefined : suggestion;
  }

  private bestOf(surrogate: Surrogate, used: ReadonlySet<string>, number: number): Suggestion | undefined {
    const position = maximizeAcquisition({
      space: this.space,
      features: this.features,
      acquisition: surrogate.acquisition(),
      incumbents: surrogate.incumbents,
      isNew: (candidate) => !used.has(this.space.keyOf(this.space.decode(candidate))),
      random: randomStream(this.seed, number),
    });
    return position === undefined ? undefined : this.space.decode(position);
  }
}
