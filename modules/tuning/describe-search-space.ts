import type { ParameterRanges } from './experiment/spec';
import { rangesOf } from './parameter-range';
import type { ParameterRange } from './parameter-range';

const SCALING_NOTE = {
  Auto: '',
  Linear: ' (linear)',
  Logarithmic: ' (log)',
  ReverseLogarithmic: ' (reverse log)',
} as const;
/** Longer lists of values would hide the rest of the line. */
const MAX_VALUES_SHOWN = 6;

/** Returns the ranges on one line: `learning_rate 0.01–0.3 (log), max_depth 2–10, booster {gbtree, dart}`. */
export function describeSearchSpace(ranges: ParameterRanges): string {
  return rangesOf(ranges)
    .map((range) => `${range.name} ${describeRange(range)}`)
    .join(', ');
}

/** Returns one range without its name: `0.01–0.3 (log)`, `{gbtree, dart}`. */
export function describeRange(range: ParameterRange): string {
  if (range.kind !== 'categorical') {
    return `${String(range.min)}–${String(range.max)}${SCALING_NOTE[range.scaling]}`;
  }
  const shown = range.values.slice(0, MAX_VALUES_SHOWN).join(', ');
  const rest = range.values.length - MAX_VALUES_SHOWN;
  return rest > 0 ? `{${shown}, … ${String(rest)} more}` : `{${shown}}`;
}
