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
export function listPage<T>(listing: Listing<T>, paging: Paging): Page<T> {
  const { items, nextToken } = pageOf(listing, {
    limit: paging.MaxResults ?? DEFAULT_RESULTS,
    token: paging.NextToken,
    invalidTokenCode: 'ValidationException',
  });
  return { items, ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
}
