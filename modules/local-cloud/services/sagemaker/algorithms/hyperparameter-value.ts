import type { HyperParameterSpecification } from '@aws-sdk/client-sagemaker';
import { NUMERALS } from './numerals';

/** Returns why an algorithm's hyperparameter rejects a value, as the end of a sentence; undefined if it accepts it. */
export function valueProblem(specification: HyperParameterSpecification, value: string): string | undefined {
  const { Type: type, Range: range } = specification;
  if (type === 'Integer' || type === 'Continuous') {
    const kind = type === 'Integer' ? 'integer' : 'continuous';
    if (!NUMERALS[kind].test(value)) return `is not ${kind === 'integer' ? 'an integer' : 'a number'}`;
    const bounds = boundsOf(specification);
    if (bounds === undefined) return undefined;
    const { low, high } = bounds;
    if (Number(value) >= Number(low) && Number(value) <= Number(high)) return undefined;
    return `is outside of the range ${low} to ${high}`;
  }
  const values = range?.CategoricalParameterRangeSpecification?.Values;
  if (type !== 'Categorical' || values === undefined || values.includes(value)) return undefined;
  return `is none of ${values.map((one) => `"${one}"`).join(', ')}`;
}

/** Returns the bounds of a numeric hyperparameter, if it has any. */
export function boundsOf({
  Type: type,
  Range: range,
}: HyperParameterSpecification): { readonly low: string; readonly high: string } | undefined {
  const bounds =
    type === 'Integer'
      ? range?.IntegerParameterRangeSpecification
      : range?.ContinuousParameterRangeSpecification;
  if (bounds === undefined) return undefined;
  return { low: bounds.MinValue ?? '', high: bounds.MaxValue ?? '' };
}
