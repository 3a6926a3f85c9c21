import type { Suggestion } from './searcher';

/** What a new search may learn from finished ones. */
export interface WarmStart {
  /**
   * As SageMaker names it. With `IdenticalDataAndAlgorithm` a parent's values are this search's own: they are compared as they
   * are, and what a parent has tried is not tried again while there is anything else. With `TransferLearning` a parent measured
   * something similar, perhaps on another scale: only which of its trials were better than others counts, and only as far as
   * this search's own trials agree.
   */
  readonly type: 'IdenticalDataAndAlgorithm' | 'TransferLearning';
  readonly parents: readonly ParentSearch[];
}

/** A finished search with the same objective metric. */
export interface ParentSearch {
  /**
   * Trials with a finite value, in the metric's own units. `hyperparameters` holds a value for each parameter that the new
   * search tunes, whether the parent tuned it or held it fixed; a trial without one, or outside the new ranges, is ignored.
   */
  readonly completed: readonly { readonly hyperparameters: Suggestion; readonly value: number }[];
}
