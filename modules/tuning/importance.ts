import type { ParameterRange } from './parameter-range';

/** A hyperparameter and how much of the objective's variance it explains by itself. */
export interface Importance {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
}

/** The name of the method, for whatever shows its result. */
export const IMPORTANCE_METHOD = 'share of the variance between bins of one hyperparameter (epsilon squared)';

/** Fewer results say nothing. */
export const FEWEST_FOR_IMPORTANCE = 10;
const BINS = 5;

interface Result {
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly objectiveValue: number;
}

/**
 * Returns how much each hyperparameter explains of the objective, the most important first; none for fewer than ten results or
 * if the objective does not vary.
 *
 * The results are put into up to five bins of equal number by the hyperparameter, a categorical one by its values. Epsilon
 * squared is the share of the variance that lies between the bins, less what chance puts there. It looks at one hyperparameter
 * at a time, so it does not see what only two together do.
 */
export function importanceOf(
  ranges: readonly ParameterRange[],
  results: readonly Result[],
): readonly Importance[] {
  if (results.length < FEWEST_FOR_IMPORTANCE) return [];
  const values = results.map(({ objectiveValue }) => objectiveValue);
  const total = squares(values);
  if (!(total > 0)) return [];
  return ranges
    .map((range) => ({
      name: range.name,
      share: epsilonSquared(binsOf(range, results), values.length, total),
    }))
    .sort((a, b) => b.share - a.share);
}

function epsilonSquared(bins: readonly (readonly number[])[], count: number, total: number): number {
  const free = count - bins.length;
  if (bins.length < 2 || free < 1) return 0;
  const within = bins.reduce((sum, bin) => sum + squares(bin), 0);
  const between = total - within;
  return Math.min(1, Math.max(0, (between - ((bins.length - 1) * within) / free) / total));
}

function binsOf(range: ParameterRange, results: readonly Result[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  if (range.kind === 'categorical') {
    for (const { hyperparameters, objectiveValue } of results) {
      const key = hyperparameters[range.name] ?? '';
      groups.set(key, [...(groups.get(key) ?? []), objectiveValue]);
    }
    return [...groups.values()];
  }
  const at = ({ hyperparameters }: Result) => Number(hyperparameters[range.name] ?? NaN);
  const sorted = [...results].sort((a, b) => at(a) - at(b));
  // Equal settings share a bin, whose number is that of their first.
  const first = new Map<number, number>();
  sorted.forEach((result, index) => {
    if (!first.has(at(result))) first.set(at(result), index);
  });
  for (const result of sorted) {
    const bin = String(Math.floor(((first.get(at(result)) ?? 0) * BINS) / sorted.length));
    groups.set(bin, [...(groups.get(bin) ?? []), result.objectiveValue]);
  }
  return [...groups.values()];
}

/** The sum of the squared distances from the mean. */
function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
