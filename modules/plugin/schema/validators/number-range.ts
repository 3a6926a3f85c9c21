import { errorAt } from '../../../kernel';
import type { Validator } from './validator';
import { compareNumbers } from './compare-numbers';
import type { AnyNumber } from './compare-numbers';
import { quote } from './quote';

/** The number is from `min` to `max`, both inclusive. Bounds beyond double precision are given as ExactNumber. */
export function between(min: AnyNumber, max: AnyNumber): Validator<AnyNumber> {
  return range({ min, max });
}

/** The number is `min` or more. */
export function atLeast(min: AnyNumber): Validator<AnyNumber> {
  return range({ min });
}

/** The number is `max` or less. */
export function atMost(max: AnyNumber): Validator<AnyNumber> {
  return range({ max });
}

/** The number has no fraction, and is within bounds, both inclusive. */
export function wholeNumber(bounds: Range = {}): Validator<AnyNumber> {
  return range(bounds, true);
}

interface Range {
  readonly min?: AnyNumber;
  readonly max?: AnyNumber;
}

function range(bounds: Range, whole = false): Validator<AnyNumber> {
  const { min = -Infinity, max = Infinity } = bounds;
  if (!(compareNumbers(min, max) <= 0)) {
    throw new RangeError(`no number is between ${String(min)} and ${String(max)}`);
  }
  const allowed = describe(bounds, whole);
  return {
    description: allowed,
    check: (value, path) => {
      const allows =
        compareNumbers(value, min) >= 0 && compareNumbers(value, max) <= 0 && (!whole || isWhole(value));
      if (allows) return [];
      return [
        errorAt(path, 'Number Out of Bounds', `${quote(value)} is not allowed here. Write ${allowed}.`),
      ];
    },
  };
}

function describe({ min, max }: Range, whole: boolean): string {
  const kind = whole ? 'a whole number' : 'a number';
  if (min !== undefined && max !== undefined) return `${kind} from ${quote(min)} to ${quote(max)}`;
  if (min !== undefined) return `${kind} of at least ${quote(min)}`;
  return max === undefined ? kind : `${kind} of at most ${quote(max)}`;
}

function isWhole(value: AnyNumber): boolean {
  if (typeof value === 'number') return Number.isInteger(value);
  // What a JavaScript number cannot hold is either very large or has more digits than it, so look at the digits.
  const [, fraction = '', exponent = '0'] = /^[+-]?\d*\.?(\d*)(?:e([+-]?\d+))?$/i.exec(value.decimal) ?? [];
  const places = BigInt(fraction.length) - BigInt(exponent);
  if (places <= 0n) return true;
  const digits = value.decimal.replace(/e.*$/i, '').replace(/[^\d]/g, '');
  const zeros = BigInt(/0*$/.exec(digits)?.[0].length ?? 0);
  return zeros >= places;
}
