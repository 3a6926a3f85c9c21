import { errorAt } from '../../../kernel';
import type { Validator } from './validator';
import { describeBounds, describeRemedy, requireCounts, within } from './bounds';
import type { Bounds } from './bounds';

/** What has a size: a list or set, or a map. */
export type Collection = readonly unknown[] | Readonly<Record<string, unknown>>;

/** The list, set or map has `min` to `max` elements, both inclusive. */
export function sizeBetween(min: number, max: number): Validator<Collection> {
  return size({ min, max });
}

/** The list, set or map has `min` elements or more. */
export function sizeAtLeast(min: number): Validator<Collection> {
  return size({ min });
}

/** The list, set or map has `max` elements or fewer. */
export function sizeAtMost(max: number): Validator<Collection> {
  return size({ max });
}

function size(bounds: Bounds): Validator<Collection> {
  requireCounts(bounds);
  const allowed = describeBounds(bounds, 'element', 'elements');
  return {
    description: `a collection of ${allowed}`,
    check: (value, path) => {
      const count = Array.isArray(value) ? value.length : Object.keys(value).length;
      if (within(count, bounds)) return [];
      const held = `There ${count === 1 ? 'is 1 element' : `are ${String(count)} elements`} here`;
      return [
        errorAt(path, 'Size Out of Range', `${held}. Allowed: ${allowed}. ${describeRemedy(count, bounds)}`),
      ];
    },
  };
}
