import { pageOf } from '../paging';
import type { Listing } from '../paging';

interface IamPageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** Returns one page as IAM does: `Marker`, `MaxItems` (100 by default), `IsTruncated`. */
export function iamPage<T>(
  listing: Listing<T>,
  input: IamPageInput,
): { readonly items: T[]; readonly paging: { IsTruncated: boolean; Marker?: string } } {
  const page = pageOf(listing, {
    limit: input.MaxItems ?? 100,
    token: input.Marker,
    invalidTokenCode: 'InvalidInput',
  });
  const paging =
    page.nextToken === undefined ? { IsTruncated: false } : { IsTruncated: true, Marker: page.nextToken };
  return { items: [...page.items], paging };
}
