import { errorAt } from '../../../kernel';
import { sameValue } from '../values/same-value';
import { isWhollyKnown } from '../values/wholly-known';
import type { Validator } from './validator';
import { quote } from './quote';

/** No two elements of the list are the same. Sets need no such check. The diagnostic is at the later of the two. */
export function uniqueItems(): Validator<readonly unknown[]> {
  return {
    description: 'a list without duplicates',
    check: (items, path) =>
      items.flatMap((item, index) => {
        if (!isWhollyKnown(item)) return [];
        const first = items.findIndex((other) => sameValue(other, item));
        if (first === index) return [];
        return [
          errorAt(
            [...path, index],
            'Duplicate Element',
            `${quote(item)} is here already, as element ${String(first)}; every element is allowed once. Remove one of the two.`,
          ),
        ];
      }),
  };
}
