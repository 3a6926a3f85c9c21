import type { Objective, ParameterRange } from '../tuning';
import { BayesianSearcher } from './bayesian/bayesian-searcher';
import { GridSearcher } from './grid-searcher';
import { RandomSearcher } from './random-searcher';
import type { Searcher } from './searcher';
import type { SearchStrategy } from './strategy';
import type { WarmStart } from './warm-start';

export interface SearcherOptions {
  readonly objective: Objective['type'];
  /** Non-negative integer. The same seed repeats the search, given the same results. */
  readonly seed: number;
  /** Finished searches to learn from. */
  readonly warmStart?: WarmStart | undefined;
}

/** The searcher for a strategy. `ranges` are expected to have passed `validateExperiment`. */
export function createSearcher(
  strategy: SearchStrategy,
  ranges: readonly ParameterRange[],
  options: SearcherOptions,
): Searcher {
  switch (strategy) {
    // Hyperband draws at random; which trials go on is decided in `Hyperband`.
    case 'Hyperband':
    case 'Random':
      return new RandomSearcher(ranges, options);
    case 'Bayesian':
      return new BayesianSearcher(ranges, options);
    case 'Grid':
      return new GridSearcher(ranges);
  }
}
