import type { ParameterRange } from '../tuning';
import { dimensionOf } from './dimension';
import type { Dimension } from './dimension';
import type { Suggestion } from './searcher';

/** Positions of one trial, one number per dimension. */
export type Position = readonly number[];

/** All ranges of a search together: translates between positions and SageMaker's hyperparameters. */
export class SearchSpace {
  readonly dimensions: readonly Dimension[];
  /** Number of distinct points, Infinity with a continuous range. */
  readonly size: number;

  constructor(ranges: readonly ParameterRange[]) {
    this.dimensions = ranges.map(dimensionOf);
    this.size = this.dimensions.reduce((product, dimension) => product * dimension.size, 1);
  }

  decode(position: Position): Suggestion {
    return Object.fromEntries(
      this.dimensions.map((dimension, index) => [dimension.name, dimension.decode(position[index] ?? 0)]),
    );
  }

  /** `undefined` when a parameter is missing or has a value that is not in its range's kind. */
  encode(hyperparameters: Suggestion): number[] | undefined {
    const position: number[] = [];
    for (const dimension of this.dimensions) {
      const text = hyperparameters[dimension.name];
      const at = text === undefined ? undefined : dimension.encode(text);
      if (at === undefined) return undefined;
      position.push(at);
    }
    return position;
  }

  /** Equal exactly when two suggestions mean the same trial. Parameters that are not searched do not count. */
  keyOf(suggestion: Suggestion): string {
    return JSON.stringify(
      this.dimensions.map((dimension) => dimension.canonical(suggestion[dimension.name] ?? '')),
    );
  }

  /** The `index`-th point of a finite space: the digits of a mixed-radix number. */
  pointAt(index: number): Suggestion {
    let rest = index;
    return Object.fromEntries(
      this.dimensions.map((dimension) => {
        const digit = rest % dimension.size;
        rest = Math.floor(rest / dimension.size);
        return [dimension.name, dimension.nth(digit)];
      }),
    );
  }
}
