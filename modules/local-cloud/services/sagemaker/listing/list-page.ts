import { pageOf } from '../../paging';
import type { Listing } from '../../paging';

/** One page of a listing. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly NextToken?: string;
}

/** What every List operation accepts. */
export interface Paging {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

const DEFAULT_RESULTS = 10;

/** One page in SageMaker's manner. */
export function listPage<T>(listing: Listing<T>, paging: Paging): Page<T>;
/** Like the above, and reads the record of each entry on the page; leaves out records deleted meanwhile. */
export function listPage<T, R>(
  listing: Listing<T>,
  paging: Paging,
  read: (entry: T) => R | undefined,
): Page<R>;
export function listPage<T>(
  listing: Listing<T>,
  paging: Paging,
  read: (entry: T) => unknown = (entry) => entry,
): Page<unknown> {
  const { items, nextToken } = pageOf(listing, {
    limit: paging.MaxResults ?? DEFAULT_RESULTS,
    token: paging.NextToken,
    invalidTokenCode: 'ValidationException',
  });
  const shown = items.map(read).filter((record) => record !== undefined);
  return { items: shown, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
}
