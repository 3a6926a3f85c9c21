import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../../ports/service';
import type { Operations } from '../../../ports/service';
import { listObjects } from './list-objects';
import type { ListEntry } from './list-objects';
import { quote } from './object-writes';
import type { PlacedVersion, ScanStart, VersionRecord } from './object-table';
import { storageClassOf } from './object-operations';
import { OWNER } from '../s3-dependencies';
import type { S3Dependencies } from '../s3-dependencies';

const MAX_KEYS = 1000;

/** The three listings of a bucket. */
export function listOperations(dependencies: S3Dependencies): Operations {
  const { buckets, objects } = dependencies;
  return {
    ListObjects: (input: S3.ListObjectsRequest): S3.ListObjectsOutput => {
      const asked = readAsked(buckets.get(input.Bucket).name, input);
      const start: ScanStart | undefined = input.Marker
        ? { kind: 'after-key', key: input.Marker }
        : undefined;
      const page = listObjects(objects, { ...asked, start, versions: false });
      const last = page.entries.at(-1);
      const next = last === undefined ? undefined : textOf(last);
      return {
        ...showAsked(input),
        Marker: encode(input, input.Marker ?? ''),
        IsTruncated: page.truncated,
        ...(page.truncated && next !== undefined && input.Delimiter
          ? { NextMarker: encode(input, next) }
          : {}),
        Contents: contentsOf(page.entries, input, true),
        CommonPrefixes: prefixesOf(page.entries, input),
      };
    },
    ListObjectsV2: (input: S3.ListObjectsV2Request): S3.ListObjectsV2Output => {
      const asked = readAsked(buckets.get(input.Bucket).name, input);
      const start: ScanStart | undefined =
        input.ContinuationToken !== undefined
          ? decodeToken(input.ContinuationToken)
          : input.StartAfter
            ? { kind: 'after-key', key: input.StartAfter }
            : undefined;
      const page = listObjects(objects, { ...asked, start, versions: false });
      const last = page.entries.at(-1);
      return {
        ...showAsked(input),
        KeyCount: page.entries.length,
        IsTruncated: page.truncated,
        ...(input.StartAfter === undefined ? {} : { StartAfter: encode(input, input.StartAfter) }),
        ...(input.ContinuationToken === undefined ? {} : { ContinuationToken: input.ContinuationToken }),
        ...(page.truncated && last !== undefined ? { NextContinuationToken: encodeToken(last) } : {}),
        Contents: contentsOf(page.entries, input, input.FetchOwner === true),
        CommonPrefixes: prefixesOf(page.entries, input),
      };
    },
    ListObjectVersions: (input: S3.ListObjectVersionsRequest): S3.ListObjectVersionsOutput => {
      const bucket = buckets.get(input.Bucket).name;
      const page = listObjects(objects, {
        ...readAsked(bucket, input),
        start: versionStart(dependencies, bucket, input),
        versions: true,
      });
      const last = page.entries.at(-1);
      const versions = page.entries.flatMap((entry) => (entry.kind === 'version' ? [entry] : []));
      return {
        ...showAsked(input),
        KeyMarker: encode(input, input.KeyMarker ?? ''),
        VersionIdMarker: input.VersionIdMarker ?? '',
        IsTruncated: page.truncated,
        ...(page.truncated && last !== undefined ? { NextKeyMarker: encode(input, textOf(last)) } : {}),
        ...(page.truncated && last?.kind === 'version'
          ? { NextVersionIdMarker: last.placed.version.versionId }
          : {}),
        Versions: versions
          .filter(({ placed }) => !placed.version.deleteMarker)
          .map(({ placed, latest }) => ({
            ...showEntry(placed.version, input),
            Owner: OWNER,
            VersionId: placed.version.versionId,
            IsLatest: latest,
          })),
        DeleteMarkers: versions
          .filter(({ placed }) => placed.version.deleteMarker)
          .map(({ placed: { version }, latest }) => ({
            Key: encode(input, version.key),
            VersionId: version.versionId,
            IsLatest: latest,
            LastModified: new Date(version.modifiedAt),
            Owner: OWNER,
          })),
        CommonPrefixes: prefixesOf(page.entries, input),
      };
    },
  };
}

interface Asked {
  readonly Bucket?: string | undefined;
  readonly Prefix?: string | undefined;
  readonly Delimiter?: string | undefined;
  readonly MaxKeys?: number | undefined;
  readonly EncodingType?: S3.EncodingType | undefined;
}

function readAsked(
  bucket: string,
  input: Asked,
): { bucket: string; prefix: string; delimiter: string; limit: number } {
  if (input.MaxKeys !== undefined && (!Number.isInteger(input.MaxKeys) || input.MaxKeys < 0)) {
    throw new ServiceFault(
      'InvalidArgument',
      'Argument maxKeys must be an integer between 0 and 2147483647',
      { status: 400 },
    );
  }
  const limit = Math.min(input.MaxKeys ?? MAX_KEYS, MAX_KEYS);
  return { bucket, prefix: input.Prefix ?? '', delimiter: input.Delimiter ?? '', limit };
}

function showAsked(input: Asked): Record<string, unknown> {
  return {
    Name: input.Bucket,
    Prefix: encode(input, input.Prefix ?? ''),
    MaxKeys: Math.min(input.MaxKeys ?? MAX_KEYS, MAX_KEYS),
    ...(input.Delimiter ? { Delimiter: encode(input, input.Delimiter) } : {}),
    ...(input.EncodingType === undefined ? {} : { EncodingType: input.EncodingType }),
  };
}

function contentsOf(entries: readonly ListEntry[], input: Asked, owner: boolean): S3._Object[] {
  return entries.flatMap((entry) =>
    entry.kind === 'version'
      ? [{ ...showEntry(entry.placed.version, input), ...(owner ? { Owner: OWNER } : {}) }]
      : [],
  );
}

function showEntry(version: VersionRecord, input: Asked) {
  return {
    Key: encode(input, version.key),
    Size: version.size,
    ETag: quote(version.etag),
    LastModified: new Date(version.modifiedAt),
    StorageClass: storageClassOf(version) as 'STANDARD',
    ...(version.checksum === undefined
      ? {}
      : { ChecksumAlgorithm: [version.checksum.algorithm], ChecksumType: version.checksum.type }),
  };
}

function prefixesOf(entries: readonly ListEntry[], input: Asked): S3.CommonPrefix[] {
  return entries.flatMap((entry) =>
    entry.kind === 'prefix' ? [{ Prefix: encode(input, entry.prefix) }] : [],
  );
}

/** `encoding-type=url` allows keys with characters that XML 1.0 cannot contain. */
function encode(input: Asked, text: string): string {
  return input.EncodingType === 'url' ? encodeURIComponent(text).replaceAll('%2F', '/') : text;
}

const textOf = (entry: ListEntry): string =>
  entry.kind === 'prefix' ? entry.prefix : entry.placed.version.key;

function encodeToken(last: ListEntry): string {
  return Buffer.from(`${last.kind === 'prefix' ? 'p' : 'k'}:${textOf(last)}`).toString('base64url');
}

function decodeToken(token: string): ScanStart {
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (text.startsWith('k:')) return { kind: 'after-key', key: text.slice(2) };
  if (text.startsWith('p:')) return { kind: 'after-prefix', prefix: text.slice(2) };
  throw new ServiceFault('InvalidArgument', 'The continuation token provided is incorrect', { status: 400 });
}

function versionStart(
  dependencies: S3Dependencies,
  bucket: string,
  input: S3.ListObjectVersionsRequest,
): ScanStart | undefined {
  const key = input.KeyMarker;
  if (!key) {
    if (!input.VersionIdMarker) return undefined;
    throw new ServiceFault(
      'InvalidArgument',
      'A version-id marker cannot be specified without a key marker.',
      { status: 400 },
    );
  }
  if (!input.VersionIdMarker) return { kind: 'after-key', key };
  const placed: PlacedVersion | undefined = dependencies.objects.find(bucket, key, input.VersionIdMarker);
  // The version of the marker was deleted meanwhile: list the key's versions again rather than skip any.
  return placed === undefined
    ? { kind: 'at-key', key }
    : { kind: 'after-version', key, position: placed.position };
}
