import type { DynamicValue } from './dynamic-value';
import type { ExactNumber } from './exact-number';
import { Unknown } from './unknown';

/** `T` once nothing in it is unknown, at any depth: a plan becomes a state, a configuration one that is being applied. */
export type WhollyKnown<T> = T extends Unknown
  ? never
  : T extends ExactNumber | DynamicValue
    ? T
    : T extends object
      ? { readonly [K in keyof T]: WhollyKnown<T[K]> }
      : T;

/** True when neither `value` nor anything inside it is unknown. */
export function isWhollyKnown<T>(value: T): value is T & WhollyKnown<T> {
  if (value === null || typeof value !== 'object') return true;
  if (value instanceof Unknown) return false;
  if (Array.isArray(value)) return value.every((item) => isWhollyKnown<unknown>(item));
  for (const key in value) {
    if (!isWhollyKnown<unknown>(value[key])) return false;
  }
  return true;
}

/** `value`, of which only the named members may be read: none of them is unknown. Undefined where one is. */
export function knownMembers<T extends object, K extends keyof T>(
  value: T,
  names: readonly K[],
): { readonly [N in K]: WhollyKnown<T[N]> } | undefined {
  return names.every((name) => isWhollyKnown<unknown>(value[name]))
    ? (value as { readonly [N in K]: WhollyKnown<T[N]> })
    : undefined;
}

/** `value`, where the plan has left nothing open. @throws RangeError when it has, which is a mistake in the resource */
export function whollyKnown<T>(value: T): WhollyKnown<T> {
  if (isWhollyKnown(value)) return value;
  throw new RangeError('something in a value that must be known is unknown');
}
