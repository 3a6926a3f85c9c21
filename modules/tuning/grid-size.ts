import type { ParameterRanges } from './experiment/spec';

/** The ranges that a grid is made of. */
export type GridRanges = Pick<ParameterRanges, 'categorical_parameter_ranges'>;

/** Returns the number of combinations of the categorical values, each of which a grid trains once. */
export const gridSizeOf = (ranges: GridRanges | undefined): number =>
  (ranges?.categorical_parameter_ranges ?? []).reduce((product, { values }) => product * values.length, 1);
