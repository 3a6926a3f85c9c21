import { ExactNumber } from '../schema/values/exact-number';

/**
 * One spelling for every decimal number: significant digits and a power of ten, `-12345e-3`. Equal numbers give
 * equal text whatever notation they were written in; `0` for zero.
 */
export function canonicalDecimal(text: string): string {
  const match = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null) return text;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  const digits = (whole + fraction).replace(/^0+/, '');
  if (digits === '') return '0';
  const significant = digits.replace(/0+$/, '');
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${power.toString()}`;
}

/** Negative, 0 or positive, as the number that `a` stands for is less than, equal to or greater than that of `b`. */
export function compareDecimals(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.sign !== right.sign) return left.sign - right.sign;
  if (left.magnitude !== right.magnitude) return left.magnitude > right.magnitude ? left.sign : -left.sign;
  const length = Math.max(left.digits.length, right.digits.length);
  const [one, other] = [left.digits.padEnd(length, '0'), right.digits.padEnd(length, '0')];
  if (one === other) return 0;
  return one > other ? left.sign : -left.sign;
}

/** Digits behind a point, times ten to the power of `magnitude`. */
function partsOf(text: string): {
  readonly sign: number;
  readonly digits: string;
  readonly magnitude: bigint;
} {
  const [, minus, digits = '', power = '0'] = /^(-?)(\d+)(?:e(-?\d+))?$/.exec(canonicalDecimal(text)) ?? [];
  if (digits === '0') return { sign: 0, digits, magnitude: 0n };
  return { sign: minus === '-' ? -1 : 1, digits, magnitude: BigInt(power) + BigInt(digits.length) };
}

/** The number `text` stands for: a JavaScript number if that spells the same decimal again, else an ExactNumber. */
export function parseDecimal(text: string): number | ExactNumber {
  const nearest = Number(text);
  if (!Number.isFinite(nearest)) return new ExactNumber(text);
  // Mostly it is spelt as JavaScript would spell it.
  if (String(nearest) === text || canonicalDecimal(String(nearest)) === canonicalDecimal(text)) {
    return nearest;
  }
  return new ExactNumber(text);
}

/**
 * What a 64-bit float from Terraform stands for. Here a JavaScript number means the shortest decimal that names
 * it, and Terraform sends a float only when the value is exactly that float: 0.5 is both, a float next to 0.1 is not.
 */
export function parseFloat64(value: number): number | ExactNumber {
  if (!Number.isFinite(value)) return value;
  const exact = exactDecimal(value);
  return canonicalDecimal(String(value)) === canonicalDecimal(exact) ? value : new ExactNumber(exact);
}

/** Every digit of a float: each is an integer divided by a power of two. */
function exactDecimal(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  let scaled = value;
  let power = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    power += 1;
  }
  // n / 2^p = n * 5^p / 10^p
  return `${(BigInt(scaled) * 5n ** BigInt(power)).toString()}e-${String(power)}`;
}
