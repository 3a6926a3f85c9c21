import { inOrder } from '../../paging';
import type { Listing } from '../../paging';
import { placeIn } from '../../../store/listing-index';
import type { KeptOrder, Listed, ListingIndex } from '../../../store/listing-index';

/** The filters and orders that List operations share. */
export interface ListQuery {
  readonly SortBy?: string | undefined;
  readonly SortOrder?: string | undefined;
  readonly NameContains?: string | undefined;
  readonly StatusEquals?: string | undefined;
  readonly CreationTimeAfter?: Date | undefined;
  readonly CreationTimeBefore?: Date | undefined;
  readonly LastModifiedTimeAfter?: Date | undefined;
  readonly LastModifiedTimeBefore?: Date | undefined;
}

/**
 * Filters and orders. `fallback` is the operation's order when the request names none. By name and by creation time the
 * listing goes on from where it is asked to; other orders are made anew from the entries.
 */
export function listQuery<E extends Listed>(
  index: ListingIndex<E>,
  query: ListQuery,
  fallback: { readonly by: string; readonly order: string },
): Listing<E> {
  const wanted = filterOf(query);
  const by = query.SortBy ?? fallback.by;
  const descending = (query.SortOrder ?? fallback.order) === 'Descending';
  if (by === 'Status') {
    const placeOf = ({ status = '', name }: E): [string, string] => [status, name.toLowerCase()];
    return inOrder(wanted(index.all()), { placeOf, descending });
  }
  const order: KeptOrder = by === 'CreationTime' ? 'CreationTime' : 'Name';
  return {
    placeOf: (entry) => placeIn(order, entry),
    after: (place) => wanted(index.walk(order, descending, place)),
  };
}

/** Yields the entries that match the query, in their order. */
export function filterOf(query: ListQuery): <E extends Listed>(entries: Iterable<E>) => Iterable<E> {
  const needle = query.NameContains?.toLowerCase();
  return function* (entries) {
    for (const entry of entries) {
      const { name, status, createdAtMs, modifiedAtMs = createdAtMs } = entry;
      if (needle !== undefined && !name.toLowerCase().includes(needle)) continue;
      if (query.StatusEquals !== undefined && status !== query.StatusEquals) continue;
      if (!within(createdAtMs, query.CreationTimeAfter, query.CreationTimeBefore)) continue;
      if (!within(modifiedAtMs, query.LastModifiedTimeAfter, query.LastModifiedTimeBefore)) continue;
      yield entry;
    }
  };
}

const within = (time: number, after?: Date, before?: Date): boolean =>
  (after === undefined || time > after.getTime()) && (before === undefined || time < before.getTime());
