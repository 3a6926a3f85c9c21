import type { Tag } from '@aws-sdk/client-s3';
import type { StoredChecksum } from '../../../protocols/body/checksum-expectations';
import type { Collection, Store } from '../../../store/store';

/** One version of an object, or a delete marker. */
export interface VersionRecord {
  readonly bucket: string;
  readonly key: string;
  /** `null` for objects stored while the bucket was not versioned. */
  readonly versionId: string;
  readonly deleteMarker: boolean;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
  /** Bytes. */
  readonly size: number;
  /** Entity tag without its quotes. */
  readonly etag: string;
  /** Name of the body file; absent for delete markers. */
  readonly body?: string;
  readonly checksum?: StoredChecksum;
  /** User metadata by name without the `x-amz-meta-` prefix. */
  readonly metadata: Readonly<Record<string, string>>;
  /** ContentType, CacheControl and their like, in the SDK's names. */
  readonly system: Readonly<Record<string, unknown>>;
  readonly tags: readonly Tag[];
  /** Sizes of the parts of a multipart upload, in order. */
  readonly parts?: readonly number[];
}

/** A version with the position that orders it: newest first within its key. */
export interface PlacedVersion {
  readonly position: string;
  readonly version: VersionRecord;
}

const HIGHEST = 10 ** 15;
/** Sorts after every position a version can have. */
const AFTER_POSITIONS = '~';

/** All versions of all objects, ordered by bucket, key and age (newest first). */
export class ObjectTable {
  private readonly versions: Collection<VersionRecord>;
  private readonly counters: Collection<number>;

  constructor(store: Store) {
    this.versions = store.collection('s3/versions');
    this.counters = store.collection('s3/counters');
  }

  /** The newest version or delete marker of a key. */
  latest(bucket: string, key: string): PlacedVersion | undefined {
    for (const placed of this.versionsOf(bucket, key)) return placed;
    return undefined;
  }

  /** Returns the object that a GET without a version returns. */
  current(bucket: string, key: string): VersionRecord | undefined {
    const latest = this.latest(bucket, key)?.version;
    return latest?.deleteMarker === true ? undefined : latest;
  }

  find(bucket: string, key: string, versionId: string): PlacedVersion | undefined {
    for (const placed of this.versionsOf(bucket, key)) {
      if (placed.version.versionId === versionId) return placed;
    }
    return undefined;
  }

  *versionsOf(bucket: string, key: string): Iterable<PlacedVersion> {
    yield* this.scan(`${bucket}/${key}\0`);
  }

  /** Versions of keys that start with `prefix`, in order, from `from` on. */
  *list(bucket: string, prefix: string, from?: ScanStart): Iterable<PlacedVersion> {
    yield* this.scan(`${bucket}/${prefix}`, from === undefined ? undefined : `${bucket}/${startText(from)}`);
  }

  isEmpty(bucket: string): boolean {
    for (const _version of this.scan(`${bucket}/`)) return false;
    return true;
  }

  /** Adds a version on top of the others of its key. Call inside a transaction. */
  add(version: VersionRecord): void {
    const sequence = (this.counters.get('versions') ?? 0) + 1;
    this.counters.put('versions', sequence);
    const position = String(HIGHEST - sequence).padStart(16, '0');
    this.versions.put(`${version.bucket}/${version.key}\0${position}`, version);
  }

  /** Replaces a version in place. */
  replace(placed: PlacedVersion): void {
    this.versions.put(this.addressOf(placed), placed.version);
  }

  remove(placed: PlacedVersion): void {
    this.versions.remove(this.addressOf(placed));
  }

  /** Names of all body files in use. */
  bodies(): ReadonlySet<string> {
    return new Set([...this.versions.list()].flatMap(([, version]) => version.body ?? []));
  }

  private addressOf({ version, position }: PlacedVersion): string {
    return `${version.bucket}/${version.key}\0${position}`;
  }

  private *scan(prefix: string, from?: string): Iterable<PlacedVersion> {
    for (const [address, version] of this.versions.list(prefix, from === undefined ? {} : { from })) {
      yield { position: address.slice(address.lastIndexOf('\0') + 1), version };
    }
  }
}

/** The point from which a listing continues. */
export type ScanStart =
  | { readonly kind: 'at-key'; readonly key: string }
  | { readonly kind: 'after-key'; readonly key: string }
  | { readonly kind: 'after-version'; readonly key: string; readonly position: string }
  | { readonly kind: 'after-prefix'; readonly prefix: string };

function startText(start: ScanStart): string {
  switch (start.kind) {
    case 'at-key':
      return start.key;
    case 'after-key':
      return `${start.key}\0${AFTER_POSITIONS}`;
    case 'after-version':
      return `${start.key}\0${start.position}${AFTER_POSITIONS}`;
    case 'after-prefix':
      return `${start.prefix}\u{10FFFF}`;
  }
}
