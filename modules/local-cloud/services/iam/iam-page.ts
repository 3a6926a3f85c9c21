import { pageOf } from '../paging';
import type { Listing } from '../paging';

interface IamPageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

/** One page in IAM's manner: `Marker`, `MaxItems` (100 unless asked otherwise), `IsTruncated`. */
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
