import type { ParameterRange } from '../parameter-range';

type NumericRange = Exclude<ParameterRange, { readonly kind: 'categorical' }>;

/**
 * Returns where in its range a value lies on the scale on which it is searched: 0 at the minimum, 1 at the maximum.
 *
 * For `Auto` the service chooses the scale and does not tell (ParameterRanges, Amazon SageMaker API reference). It counts as
 * logarithmic from a hundredfold range on, where a linear one would hardly ever try the lower orders of magnitude.
 */
export function positionIn({ min, max, scaling }: NumericRange, value: number): number {
  if (max <= min) return 0.5;
  const onScale = scaleOf(scaling, min, max);
  return (onScale(value) - onScale(min)) / (onScale(max) - onScale(min));
}

function scaleOf(scaling: NumericRange['scaling'], min: number, max: number): (value: number) => number {
  if (scaling === 'Logarithmic' || (scaling === 'Auto' && min > 0 && max / min >= 100)) return Math.log;
  // For values from 0 to less than 1, near 1 of which small differences matter.
  return scaling === 'ReverseLogarithmic' ? (value) => -Math.log(1 - value) : (value) => value;
}
