/** Inclusive bounds of how many there are of something; an absent one does not bind. */
export interface Bounds {
  readonly min?: number;
  readonly max?: number;
}

/** Throws a RangeError when no count can be within: that is a mistake in the schema, not in a configuration. */
export function requireCounts({ min = 0, max = Infinity }: Bounds): void {
  const counts = Number.isInteger(min) && min >= 0 && (max === Infinity || Number.isInteger(max));
  if (!counts || max < min) {
    throw new RangeError(`bounds from ${String(min)} to ${String(max)} leave no count that is allowed`);
  }
}

/** `1 to 20 characters`, `at least 1 element`, `at most 3 elements`, `exactly 2 entries`. */
export function describeBounds({ min, max }: Bounds, one: string, many: string): string {
  const counted = (count: number): string => `${String(count)} ${count === 1 ? one : many}`;
  if (min === undefined) return `at most ${counted(max ?? 0)}`;
  if (max === undefined) return `at least ${counted(min)}`;
  return min === max ? `exactly ${counted(min)}` : `${String(min)} to ${counted(max)}`;
}

/** What to do about a count outside of the bounds: `Leave out at least 2.` */
export function describeRemedy(count: number, { min = 0, max = Infinity }: Bounds): string {
  return count < min ? `Add at least ${String(min - count)}.` : `Leave out at least ${String(count - max)}.`;
}

/** True when `count` is within. */
export function within(count: number, { min = 0, max = Infinity }: Bounds): boolean {
  return count >= min && count <= max;
}
