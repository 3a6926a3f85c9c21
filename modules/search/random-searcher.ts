import type { ParameterRange } from '../tuning';
import { randomStream } from './random-stream';
import { SearchSpace } from './search-space';
import type { Searcher, Suggestion, TrialHistory } from './searcher';
import { triedByParents } from './tried-by-parents';
import { unusedPoint } from './unused-point';
import type { WarmStart } from './warm-start';

/** Uniform on each range's scale, without repeating a trial. Results do not influence it. */
export class RandomSearcher implements Searcher {
  private readonly space: SearchSpace;
  private readonly seed: number;
  private readonly avoided: ReadonlySet<string>;
  /** Keys of the first trials of a list that grows from ask to ask. */
  private known:
    { readonly list: readonly Suggestion[]; readonly keys: Set<string>; count: number } | undefined;

  constructor(
    ranges: readonly ParameterRange[],
    options: { readonly seed: number; readonly warmStart?: WarmStart | undefined },
  ) {
    this.space = new SearchSpace(ranges);
    this.seed = options.seed;
    this.avoided = triedByParents(this.space, options.warmStart);
  }

  suggest(history: TrialHistory, count: number): readonly Suggestion[] {
    const trials =
      history.all ??
      [...history.completed, ...history.active, ...history.failed].map((trial) => trial.hyperparameters);
    const earlier = this.keysOf(trials);
    const fresh = new Set<string>();
    const used = { has: (key: string) => earlier.has(key) || fresh.has(key) };
    const suggestions: Suggestion[] = [];
    for (let index = 0; index < count; index += 1) {
      const random = randomStream(this.seed, trials.length + index);
      const point = unusedPoint(this.space, { used, avoided: this.avoided }, random);
      if (point === undefined) break;
      fresh.add(this.space.keyOf(point));
      suggestions.push(point);
    }
    return suggestions;
  }

  private keysOf(list: readonly Suggestion[]): ReadonlySet<string> {
    if (this.known?.list !== list || this.known.count > list.length) {
      this.known = { list, keys: new Set(), count: 0 };
    }
    const { known } = this;
    for (; known.count < list.length; known.count += 1) {
      known.keys.add(this.space.keyOf(list[known.count] ?? {}));
    }
    return known.keys;
  }
}
