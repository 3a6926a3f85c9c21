import { DynamicValue } from './dynamic-value';
import { ExactNumber } from './exact-number';
import { Unknown } from './unknown';

/** Deep equality of Terraform values. Two unknowns are not the same value. Order counts, in sets too. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return !(a instanceof Unknown);
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (a instanceof Unknown || b instanceof Unknown) return false;
  if (a instanceof ExactNumber || b instanceof ExactNumber) {
    return a instanceof ExactNumber && b instanceof ExactNumber && a.decimal === b.decimal;
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (Array.isArray(b)) return false;
  if (a instanceof DynamicValue || b instanceof DynamicValue) {
    return (
      a instanceof DynamicValue &&
      b instanceof DynamicValue &&
      sameValue(a.type, b.type) &&
      sameValue(a.value, b.value)
    );
  }
  const left = a as Readonly<Record<string, unknown>>;
  const right = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => key in right && sameValue(left[key], right[key]))
  );
}
