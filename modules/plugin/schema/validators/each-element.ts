import { isUnknown } from '../values/unknown';
import type { Validator } from './validator';

/** Every element of the list, set or map is allowed. Null elements are left to the type. Diagnostics are at the elements. */
export function eachElement<T>(
  ...validators: readonly Validator<T>[]
): Validator<readonly T[] | Readonly<Record<string, T>>> {
  return {
    description: `a collection whose every element is ${validators.map(({ description }) => description).join(' and ')}`,
    check: (value, path) => {
      const entries: readonly (readonly [string | number, T])[] = Array.isArray(value)
        ? (value as readonly T[]).map((item, index) => [index, item] as const)
        : Object.entries(value as Readonly<Record<string, T>>);
      return entries.flatMap(([key, item]) =>
        item === null || isUnknown(item)
          ? []
          : validators.flatMap((validator) => validator.check(item, [...path, key])),
      );
    },
  };
}
