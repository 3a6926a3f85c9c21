import { ServiceFault } from './service';

/** Where an item stands in a listing. Members count in order, text in the order of its UTF-8 bytes as in the store. */
export type Place = string | number | readonly (string | number)[];

export interface Listing<T> {
  /** In the order of their places. */
  readonly items: readonly T[];
  /** Different for every item. */
  readonly placeOf: (item: T) => Place;
  /** Whether the greatest place comes first. */
  readonly descending?: boolean;
}

/** Makes a listing of items that come in any order. */
export function inOrder<T>(items: Iterable<T>, order: Omit<Listing<T>, 'items'>): Listing<T> {
  const sign = order.descending === true ? -1 : 1;
  const compare = (a: T, b: T): number => sign * comparePlaces(order.placeOf(a), order.placeOf(b));
  return { ...order, items: [...items].sort(compare) };
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
  listing: Listing<T>,
  { after, limit }: { readonly after: Place | undefined; readonly limit: number },
): { readonly items: readonly T[]; readonly more: boolean } {
  const start = after === undefined ? 0 : startAfter(listing, after);
  const items = listing.items.slice(start, start + limit);
  return { items, more: items.length > 0 && start + items.length < listing.items.length };
}

/** Negative when `a` comes first in ascending order, positive when `b` does. */
function comparePlaces(a: Place, b: Place): number {
  const others = [b].flat();
  const differences = [a].flat().map((member, at) => compareMembers(member, others[at]));
  return differences.find((difference) => difference !== 0) ?? 0;
}

function compareMembers(a: string | number, b: string | number | undefined): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

function startAfter<T>({ items, placeOf, descending }: Listing<T>, place: Place): number {
  const sign = descending === true ? -1 : 1;
  const next = items.findIndex((item) => sign * comparePlaces(placeOf(item), place) > 0);
  return next < 0 ? items.length : next;
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
