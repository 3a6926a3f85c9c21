import type { ObjectTable, PlacedVersion, ScanStart } from './object-table';

/** The parameters of a listing. */
export interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  /** Keys that share the text up to it (after the prefix) are rolled up into one entry. Empty: none are. */
  readonly delimiter: string;
  readonly limit: number;
  readonly start: ScanStart | undefined;
  /** Whether to list all versions and delete markers, or only the objects that a plain GET returns. */
  readonly versions: boolean;
}

export type ListEntry =
  | { readonly kind: 'version'; readonly placed: PlacedVersion; readonly latest: boolean }
  | { readonly kind: 'prefix'; readonly prefix: string };

export interface ListPage {
  readonly entries: readonly ListEntry[];
  readonly truncated: boolean;
}

/**
 * Returns one page of a bucket in key order. One seek skips a rolled-up prefix, so a listing costs as much as it returns, not as much
 * as lies below the prefix.
 */
export function listObjects(objects: ObjectTable, listing: Listing): ListPage {
  // A request for nothing is complete: S3 answers MaxKeys=0 with IsTruncated false.
  if (listing.limit === 0) return { entries: [], truncated: false };
  const entries: ListEntry[] = [];
  let start = listing.start;
  for (;;) {
    const stop = scanRun(objects, { ...listing, start }, entries);
    if (stop.kind === 'end') return { entries, truncated: false };
    if (stop.kind === 'full') return { entries, truncated: true };
    start =
      stop.kind === 'old-version'
        ? { kind: 'after-key', key: stop.key }
        : { kind: 'after-prefix', prefix: stop.prefix };
  }
}

type Stop =
  | { readonly kind: 'end' }
  | { readonly kind: 'full' }
  | { readonly kind: 'old-version'; readonly key: string }
  | { readonly kind: 'rolled-up'; readonly prefix: string };

function scanRun(objects: ObjectTable, listing: Listing, entries: ListEntry[]): Stop {
  const { bucket, prefix, delimiter, start } = listing;
  // A version listing may continue in the middle of a key. The previous page then contained the newest version.
  let lastKey = start?.kind === 'after-version' ? start.key : undefined;
  for (const placed of objects.list(bucket, prefix, start)) {
    const { key, deleteMarker } = placed.version;
    const latest = key !== lastKey;
    lastKey = key;
    // One seek skips the older versions of a key, as it skips a rolled-up prefix.
    if (!listing.versions && !latest) return { kind: 'old-version', key };
    if (!listing.versions && deleteMarker) continue;
    const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const rolled = at < 0 ? undefined : key.slice(0, at + delimiter.length);
    // If the marker is itself a rolled-up prefix, the previous page contained that prefix.
    if (rolled !== undefined && start?.kind === 'after-key' && start.key === rolled) {
      return { kind: 'rolled-up', prefix: rolled };
    }
    if (entries.length >= listing.limit) return { kind: 'full' };
    if (rolled !== undefined) {
      entries.push({ kind: 'prefix', prefix: rolled });
      return { kind: 'rolled-up', prefix: rolled };
    }
    entries.push({ kind: 'version', placed, latest });
  }
  return { kind: 'end' };
}
