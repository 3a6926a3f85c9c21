import { ServiceFault } from '../ports/service';
import { comparePlaces, firstIndex } from '../store/place';
import type { Place } from '../store/place';

export interface Listing<T> {
  /**
   * The items after a place, or all of them, in the order of their places. A page takes from it only what it shows, so
   * a listing that reads as it goes costs what it shows, not what there is.
   */
  readonly after: (place: Place | undefined) => Iterable<T>;
  /** Different for every item. */
  readonly placeOf: (item: T) => Place;
}

export interface ListingOrder<T> {
  /** Different for every item. */
  readonly placeOf: (item: T) => Place;
  /** Whether the greatest place comes first. */
  readonly descending?: boolean;
}

/** Creates a listing of items in any order. It sorts them all, so use it for short lists. */
export function inOrder<T>(
  items: Iterable<T>,
  { placeOf, descending = false }: ListingOrder<T>,
): Listing<T> & { readonly items: readonly T[] } {
  const sign = descending ? -1 : 1;
  const sorted = [...items].sort((a, b) => sign * comparePlaces(placeOf(a), placeOf(b)));
  const after = (place: Place | undefined): readonly T[] =>
    place === undefined
      ? sorted
      : sorted.slice(firstIndex(sorted, (item) => sign * comparePlaces(placeOf(item), place) > 0));
  return { items: sorted, placeOf, after };
}

export interface PageRequest {
  readonly limit: number;
  /** Token a previous page gave; absent for the first page. */
  readonly token: string | undefined;
  /** Error code of a token that is none of ours. */
  readonly invalidTokenCode: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextToken: string | undefined;
}

/**
 * Returns one page of a listing. The token holds the place of the last item given: whatever is added or removed in
 * between, no item is given twice and no remaining item is omitted.
 */
export function pageOf<T>(listing: Listing<T>, request: PageRequest): Page<T> {
  const { token, limit, invalidTokenCode } = request;
  const after = token === undefined ? undefined : decodeToken(token, invalidTokenCode);
  const { items, more } = pageAfter(listing, { after, limit });
  const last = items.at(-1);
  const nextToken = more && last !== undefined ? encodeToken(listing.placeOf(last)) : undefined;
  return { items, nextToken };
}

/** At most `limit` items that come after a place, and whether there are others after them. */
export function pageAfter<T>(
  listing: Pick<Listing<T>, 'after'>,
  { after, limit }: { readonly after: Place | undefined; readonly limit: number },
): { readonly items: readonly T[]; readonly more: boolean } {
  const items: T[] = [];
  for (const item of listing.after(after)) {
    if (items.length >= limit) return { items, more: items.length > 0 };
    items.push(item);
  }
  return { items, more: false };
}

/** Says what it is, so that other text is not taken for one. */
const PREFIX = 'after:';

const encodeToken = (place: Place): string =>
  Buffer.from(PREFIX + JSON.stringify(place)).toString('base64url');

function decodeToken(token: string, invalidCode: string): Place {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  try {
    if (text.startsWith(PREFIX)) return JSON.parse(text.slice(PREFIX.length)) as Place;
  } catch {
    // Rejected below, like any token that the local cloud did not issue.
  }
  throw new ServiceFault(invalidCode, 'The specified token is invalid.', { status: 400 });
}
