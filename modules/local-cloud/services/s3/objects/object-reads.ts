import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../../ports/service';
import { preconditionFailed, quote, shownChecksum, shownVersionId, unquote } from './object-writes';
import type { VersionRecord } from './object-table';
import type { S3Dependencies } from '../s3-dependencies';

interface ObjectAddress {
  readonly Bucket?: string | undefined;
  readonly Key?: string | undefined;
  readonly VersionId?: string | undefined;
}

/** Returns the version that an address names, never a delete marker. */
export function locate(dependencies: S3Dependencies, address: ObjectAddress): VersionRecord {
  const bucket = dependencies.buckets.get(address.Bucket);
  const key = address.Key ?? '';
  if (address.VersionId === undefined) {
    const current = dependencies.objects.current(bucket.name, key);
    if (current === undefined) {
      throw new ServiceFault('NoSuchKey', 'The specified key does not exist.', {
        status: 404,
        members: { Key: key },
      });
    }
    return current;
  }
  const found = dependencies.objects.find(bucket.name, key, address.VersionId);
  if (found === undefined) {
    throw new ServiceFault('NoSuchVersion', 'The specified version does not exist.', {
      status: 404,
      members: { Key: key, VersionId: address.VersionId },
    });
  }
  if (found.version.deleteMarker) {
    const reason = 'The specified method is not allowed against this resource.';
    throw new ServiceFault('MethodNotAllowed', reason, {
      status: 405,
      members: { Method: 'GET', ResourceType: 'DeleteMarker' },
    });
  }
  return found.version;
}

interface ReadConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
  readonly IfModifiedSince?: Date | undefined;
  readonly IfUnmodifiedSince?: Date | undefined;
}

/** Checks the conditions of RFC 9110, section 13.2.2: entity tags before dates. */
export function checkReadConditions(version: VersionRecord, conditions: ReadConditions): void {
  // HTTP dates have whole seconds.
  const modified = Math.floor(version.modifiedAt / 1000) * 1000;
  if (conditions.IfMatch !== undefined) {
    if (!listed(conditions.IfMatch, version.etag)) throw preconditionFailed('If-Match');
  } else if (
    conditions.IfUnmodifiedSince !== undefined &&
    modified > conditions.IfUnmodifiedSince.getTime()
  ) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (conditions.IfNoneMatch !== undefined) {
    if (listed(conditions.IfNoneMatch, version.etag)) throw notModified();
  } else if (conditions.IfModifiedSince !== undefined && modified <= conditions.IfModifiedSince.getTime()) {
    throw notModified();
  }
}

const listed = (header: string, etag: string): boolean =>
  header.split(',').some((item) => item.trim() === '*' || unquote(item.trim()) === etag);

const notModified = (): ServiceFault => new ServiceFault('NotModified', 'Not Modified', { status: 304 });

/** First and last byte wanted, both included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
  readonly partial: boolean;
}

/** Parses a Range header. Ignores unknown forms, as RFC 9110, section 14.2, requires. */
export function rangeOf(header: string | undefined, size: number): ByteRange {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (match === null || (match[1] === '' && match[2] === '')) {
    return { start: 0, end: size - 1, partial: false };
  }
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start >= size || start > end || (first === '' && Number(last) === 0)) {
    throw new ServiceFault('InvalidRange', 'The requested range is not satisfiable', {
      status: 416,
      members: { RangeRequested: header ?? '', ActualObjectSize: size },
    });
  }
  return { start, end, partial: true };
}

/** Returns the bytes of an object that its part `number` consists of. An object without parts has one. */
export function rangeOfPart(version: VersionRecord, number: number): ByteRange {
  const sizes = version.parts ?? [version.size];
  const size = sizes[number - 1];
  if (size === undefined) {
    throw new ServiceFault('InvalidPartNumber', 'The requested partnumber is not satisfiable', {
      status: 416,
    });
  }
  const start = sizes.slice(0, number - 1).reduce((sum, part) => sum + part, 0);
  return { start, end: start + size - 1, partial: true };
}

/** Returns the members that GetObject and HeadObject have in common. */
export function showObject(
  dependencies: S3Dependencies,
  version: VersionRecord,
  shown: { readonly range: ByteRange; readonly checksum: boolean },
): S3.HeadObjectOutput {
  const { range } = shown;
  return {
    ...version.system,
    AcceptRanges: 'bytes',
    ContentLength: range.end - range.start + 1,
    ...(range.partial
      ? { ContentRange: `bytes ${String(range.start)}-${String(range.end)}/${String(version.size)}` }
      : {}),
    ETag: quote(version.etag),
    LastModified: new Date(version.modifiedAt),
    Metadata: { ...version.metadata },
    ...(version.tags.length === 0 ? {} : { TagCount: version.tags.length }),
    ...shownVersionId(dependencies, version),
    ...(shown.checksum && !range.partial ? shownChecksum(version.checksum) : {}),
  };
}
