import type { ParameterRange } from '../parameter-range';
import type { Measured } from './measured';
import { positionIn } from './position';

/**
 * Returns settings as numbers: of a numeric hyperparameter one column with its position from -1 to 1, of a categorical one a
 * column for each value but the first.
 */
export function columnsOf(
  range: ParameterRange,
  trials: readonly Measured[],
): readonly (readonly number[])[] {
  const given = trials.map(({ hyperparameters }) => hyperparameters[range.name]);
  if (range.kind === 'categorical') {
    return range.values.slice(1).map((value) => given.map((own) => (own === value ? 1 : 0)));
  }
  return [given.map((own) => 2 * positionIn(range, Number(own)) - 1)];
}

/** Returns a row for each training job: linear terms, squares and products of the numeric hyperparameters. */
export function quadraticRows(
  ranges: readonly ParameterRange[],
  trials: readonly Measured[],
): readonly (readonly number[])[] {
  const numeric = ranges
    .filter(({ kind }) => kind !== 'categorical')
    .flatMap((range) => columnsOf(range, trials));
  const products = numeric.flatMap((one, i) =>
    numeric.slice(i).map((other) => one.map((value, n) => value * (other[n] ?? 0))),
  );
  const columns = [...ranges.flatMap((range) => columnsOf(range, trials)), ...products];
  return trials.map((_, n) => columns.map((column) => column[n] ?? 0));
}

/** Returns a row for each training job: linear terms, and squares of the numeric hyperparameters; and each term's parameter. */
export function separateRows(ranges: readonly ParameterRange[], trials: readonly Measured[]) {
  const terms = ranges.flatMap((range) => {
    const columns = columnsOf(range, trials).map((values) => ({ name: range.name, power: 1, values }));
    if (range.kind === 'categorical') return columns;
    const squares = columns.map(({ name, values }) => ({
      name,
      power: 2,
      values: values.map((value) => value ** 2),
    }));
    return [...columns, ...squares];
  });
  return { terms, rows: trials.map((_, n) => terms.map(({ values }) => values[n] ?? 0)) };
}
