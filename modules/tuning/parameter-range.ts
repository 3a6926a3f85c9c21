import type { ParameterRanges } from './experiment/spec';

export type Scaling = 'Auto' | 'Linear' | 'Logarithmic' | 'ReverseLogarithmic';

/** One searched hyperparameter. `min` and `max` are inclusive. */
export type ParameterRange =
  | {
      readonly kind: 'integer' | 'continuous';
      readonly name: string;
      readonly min: number;
      readonly max: number;
      readonly scaling: Scaling;
    }
  | { readonly kind: 'categorical'; readonly name: string; readonly values: readonly string[] };

/** Returns the ranges of all kinds in one list: integers, continuous ones, categorical ones. */
export function rangesOf(ranges: ParameterRanges): ParameterRange[] {
  const bounded = (kind: 'integer' | 'continuous'): ParameterRange[] =>
    ranges[`${kind}_parameter_ranges`].map(
      ({ name, min_value: min, max_value: max, scaling_type: scaling }) => ({
        kind,
        name,
        min,
        max,
        scaling,
      }),
    );
  return [
    ...bounded('integer'),
    ...bounded('continuous'),
    ...ranges.categorical_parameter_ranges.map(({ name, values }): ParameterRange => ({
      kind: 'categorical',
      name,
      values,
    })),
  ];
}
