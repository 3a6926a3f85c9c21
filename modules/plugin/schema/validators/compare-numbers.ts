import { canonicalDecimal } from '../../cty/decimal';
import type { ExactNumber } from '../values/exact-number';

/** A number of an attribute, whether or not a JavaScript number can hold it. */
export type AnyNumber = number | ExactNumber;

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. Every digit counts. NaN is an error. */
export function compareNumbers(a: AnyNumber, b: AnyNumber): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.sign !== right.sign) return left.sign - right.sign;
  return left.sign * compareSizes(left, right);
}

interface Parts {
  readonly sign: -1 | 0 | 1;
  /** Significant digits, without zeros at either end. */
  readonly digits: string;
  /** How many digits stand before the decimal point; negative when zeros follow it. */
  readonly whole: bigint;
}

function partsOf(number: AnyNumber): Parts {
  if (number === Infinity || number === -Infinity) {
    return { sign: number > 0 ? 1 : -1, digits: '1', whole: 1n << 128n };
  }
  const match = /^(-?)(\d+)e(-?\d+)$/.exec(canonicalDecimal(number.toString()));
  if (match === null) return { sign: 0, digits: '', whole: 0n };
  const [, minus, digits = '', power = '0'] = match;
  return { sign: minus === '-' ? -1 : 1, digits, whole: BigInt(power) + BigInt(digits.length) };
}

/** Compares text, not powers of ten: an exponent of a billion must not cost a billion digits. */
function compareSizes(a: Parts, b: Parts): number {
  if (a.whole !== b.whole) return a.whole < b.whole ? -1 : 1;
  if (a.digits === b.digits) return 0;
  return a.digits < b.digits ? -1 : 1;
}
