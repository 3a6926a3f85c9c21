import { ServiceFault } from '../ports/service';

/** Where an item stands in a listing. Members count in order, text in the order of its UTF-8 bytes as in the store. */
export type Place = string | number | readonly (string | number)[];

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

/** Makes a listing of items that come in any order. It sorts them all: for lists that stay short. */
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
 * Cuts one page out of a listing. The token holds the place of the last item given: whatever comes or goes in between,
 * nothing is given twice and nothing that stays is left out.
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

/** Negative when `a` comes first in ascending order, positive when `b` does. */
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
  // Code units and UTF-8 bytes disagree only about characters that take two code units.
  if (SURROGATE.test(one) || SURROGATE.test(other)) {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  return one < other ? -1 : 1;
}

/** The first index whose item holds true, in a list where all that hold come last; its length when none does. */
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

/** Says what it is, so that other text is not taken for one. */
const PREFIX = 'after:';

const encodeToken = (place: Place): string =>
  Buffer.from(PREFIX + JSON.stringify(place)).toString('base64url');

function decodeToken(token: string, invalidCode: string): Place {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  try {
    if (text.startsWith(PREFIX)) return JSON.parse(text.slice(PREFIX.length)) as Place;
  } catch {
    // Refused below like any other token that is none of ours.
  }
  throw new ServiceFault(invalidCode, 'The specified token is invalid.', { status: 400 });
}
