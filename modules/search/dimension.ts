import type { ParameterRange, Scaling } from '../tuning';

/**
 * One parameter as the search sees it: a position on [0, 1] in the range's own scaling, or one of `size` categories.
 *
 * `size` is the number of distinct values, Infinity for a continuous range. For a category, positions are the
 * category's number.
 */
export interface Dimension {
  readonly name: string;
  readonly kind: ParameterRange['kind'];
  readonly size: number;
  /** Position to SageMaker's text. Positions outside [0, 1] are clipped. */
  decode(position: number): string;
  /** SageMaker's text to position; `undefined` when the text is not a value of this parameter. */
  encode(text: string): number | undefined;
  /** Uniform number on [0, 1) to a position, so that every integer and category is equally likely on its scale. */
  sample(uniform: number): number;
  /** The nearest position that a real value has: rounds integers, leaves continuous positions alone. */
  snap(position: number): number;
  /** Text of the `index`-th distinct value of a finite dimension, counting from 0. */
  nth(index: number): string;
  /** The same value as `decode` would write it, so that `3.0` and `3` are one trial. */
  canonical(text: string): string;
}

/** `Auto` means logarithmic from this ratio of max to min upwards, where both are positive, and linear below. */
const AUTO_LOGARITHMIC_RATIO = 100;

/** The dimension of one range. Ranges are expected to have passed validation. */
export function dimensionOf(range: ParameterRange): Dimension {
  return range.kind === 'categorical' ? categorical(range.name, range.values) : numeric(range);
}

function categorical(name: string, given: readonly string[]): Dimension {
  const values = [...new Set(given)];
  const clip = (position: number): number => Math.min(values.length - 1, Math.max(0, Math.round(position)));
  return {
    name,
    kind: 'categorical',
    size: values.length,
    decode: (position) => values[clip(position)] ?? '',
    encode: (text) => {
      const index = values.indexOf(text);
      return index < 0 ? undefined : index;
    },
    sample: (uniform) => Math.floor(uniform * values.length),
    snap: clip,
    nth: (index) => values[index] ?? '',
    canonical: (text) => text,
  };
}

function numeric(range: Exclude<ParameterRange, { kind: 'categorical' }>): Dimension {
  const { name, kind, min, max } = range;
  const scale = scaleOf(range.scaling, min, max);
  const low = scale.to(min);
  const span = scale.to(max) - low;
  const clip = (value: number): number => Math.min(max, Math.max(min, value));
  const valueAt = (position: number): number => {
    const value = clip(scale.from(low + Math.min(1, Math.max(0, position)) * span));
    return kind === 'integer' ? Math.round(value) : value;
  };
  const positionOf = (value: number): number => (span === 0 ? 0 : (scale.to(clip(value)) - low) / span);

  // Half a step beyond both ends gives the first and last integer the same share as their neighbours.
  const first = scale.to(min - 0.5);
  const reach = scale.to(max + 0.5) - first;
  const sampleInteger = (uniform: number): number =>
    positionOf(clip(Math.round(scale.from(first + uniform * reach))));

  return {
    name,
    kind,
    size: kind === 'integer' ? max - min + 1 : Infinity,
    decode: (position) => formatNumber(valueAt(position)),
    encode: (text) => {
      const value = Number(text);
      return text.trim() === '' || !(value >= min && value <= max) ? undefined : positionOf(value);
    },
    sample: kind === 'integer' ? sampleInteger : (uniform) => uniform,
    snap: (position) =>
      kind === 'integer' ? positionOf(valueAt(position)) : Math.min(1, Math.max(0, position)),
    nth: (index) => formatNumber(min + index),
    canonical: (text) => (Number.isFinite(Number(text)) ? formatNumber(Number(text)) : text),
  };
}

interface Scale {
  to(value: number): number;
  from(scaled: number): number;
}

const LINEAR: Scale = { to: (value) => value, from: (scaled) => scaled };
const LOGARITHMIC: Scale = { to: Math.log, from: Math.exp };
/** Fine near 1, for values such as 0.9, 0.99, 0.999. */
const REVERSE_LOGARITHMIC: Scale = {
  to: (value) => -Math.log1p(-value),
  from: (scaled) => -Math.expm1(-scaled),
};

function scaleOf(scaling: Scaling, min: number, max: number): Scale {
  switch (scaling) {
    case 'Logarithmic':
      return LOGARITHMIC;
    case 'ReverseLogarithmic':
      return REVERSE_LOGARITHMIC;
    case 'Linear':
      return LINEAR;
    case 'Auto':
      return min > 0 && max / min >= AUTO_LOGARITHMIC_RATIO ? LOGARITHMIC : LINEAR;
  }
}

/** Shortest text that reads back as the same number, never in exponent form for integers a container may parse. */
function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) >= 1e21) return BigInt(value).toString();
  return Object.is(value, -0) ? '0' : String(value);
}
