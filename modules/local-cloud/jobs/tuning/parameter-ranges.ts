import type { ParameterRanges } from '@aws-sdk/client-sagemaker';
import type { ParameterRange } from '../../../tuning';

/** Returns the search space in the searcher's terms. The ranges must have passed the checks at creation. */
export function parameterRanges(ranges: ParameterRanges): ParameterRange[] {
  const numeric = (kind: 'integer' | 'continuous') =>
    (ranges[kind === 'integer' ? 'IntegerParameterRanges' : 'ContinuousParameterRanges'] ?? []).map(
      (range): ParameterRange => ({
        kind,
        name: range.Name ?? '',
        min: Number(range.MinValue),
        max: Number(range.MaxValue),
        scaling: range.ScalingType ?? 'Auto',
      }),
    );
  const categorical = (ranges.CategoricalParameterRanges ?? []).map((range): ParameterRange => ({
    kind: 'categorical',
    name: range.Name ?? '',
    values: range.Values ?? [],
  }));
  return [...numeric('integer'), ...numeric('continuous'), ...categorical];
}
