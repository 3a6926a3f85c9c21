import type { ParameterRange } from '../tuning';
import { randomStream } from './random-stream';
import { SearchSpace } from './search-space';
import type { Searcher, Suggestion, TrialHistory } from './searcher';
import { unusedPoint } from './unused-point';

/** Uniform on each range's scale, without repeating a trial. Results do not influence it. */
export class RandomSearcher implements Searcher {
  private readonly space: SearchSpace;
  private readonly seed: number;
  /** Keys of trials seen before: a search asks again and again with the same trials and a few more. */
  private readonly keys = new WeakMap<Suggestion, string>();

  constructor(ranges: readonly ParameterRange[], seed: number) {
    this.space = new SearchSpace(ranges);
    this.seed = seed;
  }

  suggest(history: TrialHistory, count: number): readonly Suggestion[] {
    const trials = [...history.completed, ...history.active, ...history.failed];
    const used = new Set(trials.map((trial) => this.keyOf(trial.hyperparameters)));
    const suggestions: Suggestion[] = [];
    for (let index = 0; index < count; index += 1) {
      const point = unusedPoint(this.space, used, randomStream(this.seed, trials.length + index));
      if (point === undefined) break;
      used.add(this.space.keyOf(point));
      suggestions.push(point);
    }
    return suggestions;
  }

  private keyOf(suggestion: Suggestion): string {
    const key = this.keys.get(suggestion) ?? this.space.keyOf(suggestion);
    this.keys.set(suggestion, key);
    return key;
  }
}
