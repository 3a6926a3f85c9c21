/** Values for one trial, as SageMaker hands them to a container: strings, integers without decimals. */
export type Suggestion = Readonly<Record<string, string>>;

/** What is known about earlier trials, oldest first. */
export interface TrialHistory {
  /**
   * What all trials below tried. The same list from one ask to the next, grown at its end, so that a searcher need look at the
   * new ones alone; without it they are counted from the lists below.
   */
  readonly all?: readonly Suggestion[];
  /** Trials with a finite value of the objective metric, in the metric's own units. */
  readonly completed: readonly { readonly hyperparameters: Suggestion; readonly value: number }[];
  /** Running trials, so that a parallel search does not propose them again. */
  readonly active: readonly { readonly hyperparameters: Suggestion }[];
  /** Trials that ended without a value. */
  readonly failed: readonly { readonly hyperparameters: Suggestion }[];
}

export interface Searcher {
  /**
   * At most `count` new suggestions, each different from the others and from everything in the history; fewer when
   * a finite space is exhausted. Pure: the same history and seed give the same answer.
   */
  suggest(history: TrialHistory, count: number): readonly Suggestion[];
}
