import type { ParameterRanges } from '@aws-sdk/client-sagemaker';

/** Returns the number of different trials of a search space; Infinity with a continuous range. */
export function combinations(ranges: ParameterRanges): number {
  if ((ranges.ContinuousParameterRanges ?? []).length > 0) return Infinity;
  const sizes = [
    ...(ranges.IntegerParameterRanges ?? []).map(
      (range) => Number(range.MaxValue) - Number(range.MinValue) + 1,
    ),
    ...(ranges.CategoricalParameterRanges ?? []).map((range) => (range.Values ?? []).length),
  ];
  return sizes.reduce((product, size) => product * size, 1);
}
