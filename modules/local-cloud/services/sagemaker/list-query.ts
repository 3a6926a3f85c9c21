import { inOrder } from '../../paging';
import type { Listing, Place } from '../../paging';

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

/** What a record must show to be listed. Times in milliseconds since the epoch. */
export interface Listed {
  readonly name: string;
  readonly createdAtMs: number;
  readonly modifiedAtMs?: number;
  readonly status?: string;
}

/** Filters and sorts. `fallback` is the operation's order when the request names none. */
export function listQuery<T extends Listed>(
  records: Iterable<T>,
  query: ListQuery,
  fallback: { readonly by: string; readonly order: string },
): Listing<T> {
  const needle = query.NameContains?.toLowerCase();
  const kept = [...records].filter(
    (record) =>
      (needle === undefined || record.name.toLowerCase().includes(needle)) &&
      (query.StatusEquals === undefined || record.status === query.StatusEquals) &&
      within(record.createdAtMs, query.CreationTimeAfter, query.CreationTimeBefore) &&
      within(
        record.modifiedAtMs ?? record.createdAtMs,
        query.LastModifiedTimeAfter,
        query.LastModifiedTimeBefore,
      ),
  );
  const by = query.SortBy ?? fallback.by;
  const descending = (query.SortOrder ?? fallback.order) === 'Descending';
  return inOrder(kept, { placeOf: (record) => placeBy(record, by), descending });
}

const within = (time: number, after?: Date, before?: Date): boolean =>
  (after === undefined || time > after.getTime()) && (before === undefined || time < before.getTime());

/** Records that are alike come in the order of their names. */
function placeBy(record: Listed, by: string): Place {
  if (by === 'CreationTime') return [record.createdAtMs, record.name];
  if (by === 'Status') return [record.status ?? '', record.name];
  return record.name;
}
