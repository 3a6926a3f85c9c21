import { errorAt } from '../../../kernel';
import type { Validator } from './validator';
import { describeBounds, describeRemedy, requireCounts, within } from './bounds';
import type { Bounds } from './bounds';
import { quote } from './quote';

/**
 * The text has `min` to `max` characters, both inclusive. A character is a Unicode code point, which is what most
 * services count; Terraform's own `length` counts a letter and its accents, or a family emoji, as one.
 */
export function lengthBetween(min: number, max: number): Validator<string> {
  return length({ min, max });
}

/** The text has `min` characters (Unicode code points) or more. */
export function lengthAtLeast(min: number): Validator<string> {
  return length({ min });
}

/** The text has `max` characters (Unicode code points) or fewer. */
export function lengthAtMost(max: number): Validator<string> {
  return length({ max });
}

function length(bounds: Bounds): Validator<string> {
  requireCounts(bounds);
  const allowed = describeBounds(bounds, 'character', 'characters');
  return {
    description: `${allowed} long`,
    check: (value, path) => {
      const count = Array.from(value).length;
      if (within(count, bounds)) return [];
      const held = `${quote(value)} has ${String(count)} ${count === 1 ? 'character' : 'characters'}`;
      return [
        errorAt(
          path,
          'Length Out of Range',
          `${held}. Allowed: ${allowed}. ${describeRemedy(count, bounds)}`,
        ),
      ];
    },
  };
}
