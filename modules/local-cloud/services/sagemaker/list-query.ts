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
): T[] {
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
  const sign = (query.SortOrder ?? fallback.order) === 'Descending' ? -1 : 1;
  const by = query.SortBy ?? fallback.by;
  return kept.sort((a, b) => sign * (compare(a, b, by) || text(a.name, b.name)));
}

const within = (time: number, after?: Date, before?: Date): boolean =>
  (after === undefined || time > after.getTime()) && (before === undefined || time < before.getTime());

function compare(a: Listed, b: Listed, by: string): number {
  if (by === 'CreationTime') return a.createdAtMs - b.createdAtMs;
  if (by === 'Status') return text(a.status ?? '', b.status ?? '');
  return text(a.name, b.name);
}

const text = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
