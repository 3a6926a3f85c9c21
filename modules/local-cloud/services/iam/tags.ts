import { inOrder } from '../../paging';
import type { Listing } from '../../paging';
import { ServiceFault } from '../../service';

interface TagPair {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 50;

/** Lays new tags over old ones; order of first setting is kept. `limitCode` names the error for more than 50. */
export function mergeTags<T extends TagPair>(
  current: readonly T[],
  added: readonly T[],
  limitCode: string,
): T[] {
  const merged = new Map(current.map((tag) => [tag.Key, tag]));
  for (const tag of added) merged.set(tag.Key, tag);
  if (merged.size > MAX_TAGS) {
    throw new ServiceFault(limitCode, `A resource can carry at most ${String(MAX_TAGS)} tags.`);
  }
  return [...merged.values()];
}

/** Tags as they are listed: "sorted by tag key" (IAM API Reference, ListRoleTags). */
export const tagListing = <T extends TagPair>(tags: readonly T[]): Listing<T> =>
  inOrder(tags, { placeOf: (tag) => tag.Key ?? '' });

/** The tags left when those keys are taken away. */
export function withoutTags<T extends TagPair>(current: readonly T[], keys: readonly string[]): T[] {
  return current.filter((tag) => !keys.includes(tag.Key ?? ''));
}
