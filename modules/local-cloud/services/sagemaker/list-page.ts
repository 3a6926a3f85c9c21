import { invalid } from './faults';

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

/** Cuts a page out of a whole listing. The token says where the next page starts. */
export function listPage<T>(all: readonly T[], paging: Paging): Page<T> {
  const start = paging.NextToken === undefined ? 0 : positionOf(paging.NextToken);
  const end = start + (paging.MaxResults ?? DEFAULT_RESULTS);
  const items = all.slice(start, end);
  return end < all.length ? { items, NextToken: Buffer.from(String(end)).toString('base64url') } : { items };
}

function positionOf(token: string): number {
  const text = Buffer.from(token, 'base64url').toString();
  if (!/^\d{1,9}$/.test(text)) throw invalid('The pagination token is not valid.');
  return Number(text);
}
