import type { ParameterRange } from '../tuning';
import { SearchSpace } from './search-space';
import type { Searcher, Suggestion, TrialHistory } from './searcher';

/**
 * Every combination of the categories exactly once, the first range's values changing fastest. Neither seed nor results
 * influence it: SageMaker's grid search is exhaustive and has categorical ranges only (HyperParameterTuningJobConfig,
 * Strategy).
 */
export class GridSearcher implements Searcher {
  private readonly space: SearchSpace;

  /** @throws For a range that is not categorical */
  constructor(ranges: readonly ParameterRange[]) {
    const other = ranges.find(({ kind }) => kind !== 'categorical');
    if (other !== undefined) throw new Error(`A grid has no ${other.kind} range such as ${other.name}.`);
    this.space = new SearchSpace(ranges);
  }

  suggest(history: TrialHistory, count: number): readonly Suggestion[] {
    const trials =
      history.all ??
      [...history.completed, ...history.active, ...history.failed].map((trial) => trial.hyperparameters);
    const used = new Set(trials.map((trial) => this.space.keyOf(trial)));
    const suggestions: Suggestion[] = [];
    for (let index = 0; index < this.space.size && suggestions.length < count; index += 1) {
      const point = this.space.pointAt(index);
      if (!used.has(this.space.keyOf(point))) suggestions.push(point);
    }
    return suggestions;
  }
}
