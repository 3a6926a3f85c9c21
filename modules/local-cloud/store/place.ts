/** An item's place in a listing. Members compare in order, text in the order of its UTF-8 bytes as in the store. */
export type Place = string | number | readonly (string | number)[];

/** Returns a negative number if `a` comes first in ascending order, a positive one if `b` does. */
export function comparePlaces(a: Place, b: Place): number {
  if (typeof a !== 'object') return compareMembers(a, typeof b === 'object' ? b[0] : b);
  const others = typeof b === 'object' ? b : [b];
  for (const [at, member] of a.entries()) {
    const difference = compareMembers(member, others[at]);
    if (difference !== 0) return difference;
  }
  return 0;
}

const SURROGATE = /[\ud800-\udfff]/;

function compareMembers(a: string | number, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [one, other] = [String(a), String(b)];
  if (one === other) return 0;
  // Code units and UTF-8 bytes differ in order only for characters of two code units.
  if (SURROGATE.test(one) || SURROGATE.test(other)) {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  return one < other ? -1 : 1;
}

/**
 * Returns the first index whose item satisfies the condition, in a list where all that satisfy it come last; its
 * length if none does.
 */
export function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
