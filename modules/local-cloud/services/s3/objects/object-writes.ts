import type { Random } from '../../../../kernel';
import type * as S3 from '@aws-sdk/client-s3';
import type { StoredChecksum } from '../../../protocols/body/checksum-expectations';
import { checkTagSet } from '../check-tag-set';
import { ServiceFault } from '../../../ports/service';
import { defaultEncryption } from '../configurations/encryption-operations';
import type { BucketRecord } from '../buckets/bucket-table';
import type { VersionRecord } from './object-table';
import type { S3Dependencies } from '../s3-dependencies';

/** Members of a PutObject, CreateMultipartUpload or CopyObject input that describe the object. */
export type ObjectDescription = Pick<
  S3.PutObjectRequest,
  | 'CacheControl'
  | 'ContentDisposition'
  | 'ContentEncoding'
  | 'ContentLanguage'
  | 'ContentType'
  | 'Expires'
  | 'Metadata'
  | 'ServerSideEncryption'
  | 'SSEKMSKeyId'
  | 'BucketKeyEnabled'
  | 'StorageClass'
  | 'Tagging'
  | 'WebsiteRedirectLocation'
>;

const MAX_METADATA_BYTES = 2_048;
const MAX_OBJECT_TAGS = 10;

/** The properties of an object that are stored in addition to its bytes. */
export function describeObject(
  bucket: BucketRecord,
  input: ObjectDescription,
): Pick<VersionRecord, 'metadata' | 'system' | 'tags'> {
  const metadata = input.Metadata ?? {};
  const bytes = Object.entries(metadata).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name + value),
    0,
  );
  if (bytes > MAX_METADATA_BYTES) {
    throw new ServiceFault(
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size',
      { status: 400 },
    );
  }
  const fallback = defaultEncryption(bucket);
  const encryption = input.ServerSideEncryption ?? fallback.SSEAlgorithm ?? 'AES256';
  const kmsKey =
    input.SSEKMSKeyId ?? (input.ServerSideEncryption === undefined ? fallback.KMSMasterKeyID : undefined);
  const encoding = input.ContentEncoding?.split(',')
    .map((part) => part.trim())
    .filter((part) => part !== 'aws-chunked')
    .join(',');
  const system: Record<string, unknown> = {
    ContentType: input.ContentType ?? 'binary/octet-stream',
    CacheControl: input.CacheControl,
    ContentDisposition: input.ContentDisposition,
    ContentEncoding: encoding === '' ? undefined : encoding,
    ContentLanguage: input.ContentLanguage,
    Expires: input.Expires,
    ServerSideEncryption: encryption,
    SSEKMSKeyId: encryption === 'AES256' ? undefined : kmsKey,
    BucketKeyEnabled: input.BucketKeyEnabled,
    StorageClass: input.StorageClass === 'STANDARD' ? undefined : input.StorageClass,
    WebsiteRedirectLocation: input.WebsiteRedirectLocation,
  };
  return {
    metadata: { ...metadata },
    system: Object.fromEntries(Object.entries(system).filter(([, value]) => value !== undefined)),
    tags: parseTagging(input.Tagging),
  };
}

/** Tags in the form of a query string, as the `x-amz-tagging` header carries them. */
function parseTagging(tagging: string | undefined): readonly S3.Tag[] {
  return checkObjectTags([...new URLSearchParams(tagging ?? '')].map(([Key, Value]) => ({ Key, Value })));
}

export const checkObjectTags = (tags: readonly S3.Tag[]): readonly S3.Tag[] =>
  checkTagSet(tags, { most: MAX_OBJECT_TAGS, tooMany: 'Object tags' });

/** Checks the conditions of a write on the current version. */
export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

export type NewVersion = Omit<VersionRecord, 'versionId' | 'deleteMarker'>;

/** A new current version, and the body file that becomes unused once the version is durable. */
export interface PlacedOnTop {
  readonly stored: VersionRecord;
  readonly replacedBody: string | undefined;
}

/** Puts a version on top, in a transaction of its own. */
export function storeVersion(
  dependencies: S3Dependencies,
  version: NewVersion,
  conditions: WriteConditions = {},
): VersionRecord {
  const { stored, replacedBody } = dependencies.store.transaction(() =>
    placeOnTop(dependencies, version, conditions),
  );
  dependencies.bodies.remove(replacedBody);
  return stored;
}

/**
 * Puts a version on top, as the bucket's versioning says: beside the others, in place of the one called `null`, or
 * in place of the only one. Call inside a transaction, and remove the replaced body after it.
 */
export function placeOnTop(
  dependencies: S3Dependencies,
  version: NewVersion,
  conditions: WriteConditions = {},
): PlacedOnTop {
  const bucket = dependencies.buckets.get(version.bucket);
  checkConditions(dependencies.objects.current(version.bucket, version.key), conditions);
  const versionId = bucket.versioning === 'Enabled' ? newVersionId(dependencies.random) : 'null';
  const earlier =
    versionId === 'null' ? dependencies.objects.find(version.bucket, version.key, 'null') : undefined;
  if (earlier !== undefined) dependencies.objects.remove(earlier);
  const stored: VersionRecord = { ...version, versionId, deleteMarker: false };
  dependencies.objects.add(stored);
  return { stored, replacedBody: earlier?.version.body };
}

function checkConditions(current: VersionRecord | undefined, conditions: WriteConditions): void {
  if (conditions.IfNoneMatch !== undefined) {
    if (conditions.IfNoneMatch !== '*') {
      throw new ServiceFault(
        'NotImplemented',
        `A write accepts only * for If-None-Match, which keeps an existing object; ${conditions.IfNoneMatch} is rejected, as by S3.`,
        { status: 501 },
      );
    }
    if (current !== undefined) throw preconditionFailed('If-None-Match');
  }
  if (conditions.IfMatch !== undefined) {
    if (current === undefined) {
      throw new ServiceFault('NoSuchKey', 'The specified key does not exist.', { status: 404 });
    }
    if (unquote(conditions.IfMatch) !== current.etag && conditions.IfMatch !== '*') {
      throw preconditionFailed('If-Match');
    }
  }
}

export function preconditionFailed(condition: string): ServiceFault {
  return new ServiceFault(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    {
      status: 412,
      members: { Condition: condition },
    },
  );
}

export const unquote = (etag: string): string => etag.replace(/^W\//, '').replace(/^"|"$/g, '');
export const quote = (etag: string): string => `"${etag}"`;
export const newVersionId = (random: Random): string => random.bytes(24).toString('base64url');

/** Returns the version id as a member of an answer; none for a bucket that never was versioned. */
export function shownVersionId(dependencies: S3Dependencies, version: VersionRecord): { VersionId?: string } {
  const { versioning } = dependencies.buckets.get(version.bucket);
  return versioning === undefined ? {} : { VersionId: version.versionId };
}

/** Returns the checksum as the members of an output. */
export function shownChecksum(checksum: StoredChecksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type };
}

/** Returns the encryption members of the answer to a write. */
export function shownEncryption(system: VersionRecord['system']): Record<string, unknown> {
  return Object.fromEntries(
    ['ServerSideEncryption', 'SSEKMSKeyId', 'BucketKeyEnabled']
      .filter((name) => system[name] !== undefined)
      .map((name) => [name, system[name]]),
  );
}
