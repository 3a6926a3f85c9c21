import { ServiceFault } from './service';

export interface PageRequest<T> {
  readonly limit: number;
  /** Token a previous page gave; absent for the first page. */
  readonly token: string | undefined;
  /** Unique key of an item; the items come in the order of their keys or in one that stays the same. */
  readonly keyOf: (item: T) => string;
  /** Error code of a token that is none of ours. */
  readonly invalidTokenCode: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextToken: string | undefined;
}

/** Cuts one page out of a listing. The token names the last item given, so that changes in between lose nothing. */
export function pageOf<T>(items: readonly T[], request: PageRequest<T>): Page<T> {
  const start = request.token === undefined ? 0 : startAfter(items, request, request.token);
  const page = items.slice(start, start + request.limit);
  const last = page.at(-1);
  const more = start + page.length < items.length && last !== undefined;
  return { items: page, nextToken: more ? encodePageToken(request.keyOf(last)) : undefined };
}

/** An opaque token for a key. */
export function encodePageToken(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

/** The key inside a token, or a refusal with `invalidCode`. */
export function decodePageToken(token: string, invalidCode: string): string {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('after:')) {
    throw new ServiceFault(invalidCode, 'The specified token is invalid.', { status: 400 });
  }
  return text.slice('after:'.length);
}

function startAfter<T>(items: readonly T[], request: PageRequest<T>, token: string): number {
  const key = decodePageToken(token, request.invalidTokenCode);
  const at = items.findIndex((item) => request.keyOf(item) === key);
  if (at >= 0) return at + 1;
  // The named item is gone: go on with the first that sorts after it.
  const next = items.findIndex((item) => request.keyOf(item) > key);
  return next < 0 ? items.length : next;
}
