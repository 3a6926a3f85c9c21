import { inOrder } from './paging';
import type { Listing } from './paging';
import { ServiceFault } from '../ports/service';
import { rejectedTagKey, RESERVED_TAG_KEY } from './tag-keys';

interface TagPair {
  readonly Key?: string | undefined;
  readonly Value?: string | undefined;
}

const MAX_TAGS = 50;

/** A service's error codes for tags that it rejects. */
export interface TagCodes {
  /** More than 50. */
  readonly limit: string;
  /** A key that is reserved or given twice. */
  readonly invalid: string;
  /** Whether keys that differ in case alone are one. */
  readonly ignoreCase?: boolean;
}

export const IAM_TAG_CODES: TagCodes = {
  limit: 'LimitExceededException',
  invalid: 'InvalidInputException',
  ignoreCase: true,
};

/** Lays new tags over old ones; order of first setting is kept. */
export function mergeTags<T extends TagPair>(
  current: readonly T[],
  added: readonly T[],
  { limit, invalid, ignoreCase = false }: TagCodes,
): T[] {
  const rejected = rejectedTagKey(
    added.map(({ Key: key = '' }) => key),
    { ignoreCase },
  );
  if (rejected !== undefined) {
    const repeated = `Duplicate tag keys found.${ignoreCase ? ' Please note that Tag keys are case insensitive.' : ''}`;
    const message = rejected.problem === 'reserved' ? RESERVED_TAG_KEY : repeated;
    throw new ServiceFault(invalid, `${message} The key is "${rejected.key}".`);
  }
  const merged = new Map(current.map((tag) => [tag.Key, tag]));
  for (const tag of added) merged.set(tag.Key, tag);
  if (merged.size > MAX_TAGS) {
    throw new ServiceFault(limit, `A resource can carry at most ${String(MAX_TAGS)} tags.`);
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
