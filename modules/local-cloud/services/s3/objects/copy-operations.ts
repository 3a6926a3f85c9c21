import type * as S3 from '@aws-sdk/client-s3';
import { ServiceFault } from '../../../ports/service';
import type { Call, Operations } from '../../../ports/service';
import { checkKey } from './object-key';
import { checkReadConditions, locate } from './object-reads';
import {
  describeObject,
  quote,
  shownChecksum,
  shownEncryption,
  shownVersionId,
  storeVersion,
} from './object-writes';
import type { VersionRecord } from './object-table';
import type { S3Dependencies } from '../s3-dependencies';

/** Copies objects within the local cloud. A copy shares the bytes of its source. */
export function copyOperations(dependencies: S3Dependencies): Operations {
  return {
    CopyObject: async (input: S3.CopyObjectRequest, call: Call): Promise<S3.CopyObjectOutput> => {
      const bucket = dependencies.buckets.get(input.Bucket);
      const key = checkKey(input.Key);
      const source = locateSource(dependencies, input);
      const replaces = input.MetadataDirective === 'REPLACE';
      const ontoItself =
        source.bucket === bucket.name &&
        source.key === key &&
        input.CopySource?.includes('versionId=') !== true;
      const changesNothing = [
        input.StorageClass,
        input.ServerSideEncryption,
        input.WebsiteRedirectLocation,
      ].every((v) => v === undefined);
      if (ontoItself && !replaces && changesNothing) {
        const reason =
          "This copy request is illegal because it is trying to copy an object to itself without changing the object's " +
          'metadata, storage class, website redirect location or encryption attributes.';
        throw new ServiceFault('InvalidRequest', reason, { status: 400 });
      }
      const described = describeObject(bucket, input);
      const body = await dependencies.bodies.duplicate(source.body ?? '');
      try {
        const stored = storeVersion(
          dependencies,
          {
            bucket: bucket.name,
            key,
            metadata: replaces ? described.metadata : source.metadata,
            system: replaces ? described.system : { ...source.system, ...shownEncryption(described.system) },
            tags: input.TaggingDirective === 'REPLACE' ? described.tags : source.tags,
            body,
            size: source.size,
            etag: source.etag,
            modifiedAt: call.now,
            ...(source.checksum === undefined ? {} : { checksum: source.checksum }),
            ...(source.parts === undefined ? {} : { parts: source.parts }),
          },
          input,
        );
        return {
          CopyObjectResult: {
            ETag: quote(stored.etag),
            LastModified: new Date(stored.modifiedAt),
            ...shownChecksum(stored.checksum),
          },
          ...shownVersionId(dependencies, stored),
          ...shownEncryption(stored.system),
          ...sourceVersion(dependencies, source),
        };
      } catch (error) {
        dependencies.bodies.remove(body);
        throw error;
      }
    },
  };
}

interface CopyInput {
  readonly CopySource?: string | undefined;
  readonly CopySourceIfMatch?: string | undefined;
  readonly CopySourceIfNoneMatch?: string | undefined;
  readonly CopySourceIfModifiedSince?: Date | undefined;
  readonly CopySourceIfUnmodifiedSince?: Date | undefined;
}

/**
 * Returns the version that `x-amz-copy-source` names (`bucket/key?versionId=…`, percent-encoded). Throws S3's fault if there is none or
 * it does not meet the conditions.
 */
export function locateSource(dependencies: S3Dependencies, input: CopyInput): VersionRecord {
  const [address = '', query = ''] = (input.CopySource ?? '').split('?', 2);
  let decoded: string;
  try {
    decoded = decodeURIComponent(address).replace(/^\//, '');
  } catch {
    decoded = '';
  }
  const slash = decoded.indexOf('/');
  if (slash <= 0) {
    throw new ServiceFault(
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      { status: 400 },
    );
  }
  const versionId = new URLSearchParams(query).get('versionId');
  const source = locate(dependencies, {
    Bucket: decoded.slice(0, slash),
    Key: decoded.slice(slash + 1),
    ...(versionId === null ? {} : { VersionId: versionId }),
  });
  try {
    checkReadConditions(source, {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    });
  } catch (error) {
    if (!(error instanceof ServiceFault) || error.status !== 304) throw error;
    throw new ServiceFault(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      { status: 412 },
    );
  }
  return source;
}

export function sourceVersion(
  dependencies: S3Dependencies,
  source: VersionRecord,
): { CopySourceVersionId?: string } {
  const { VersionId } = shownVersionId(dependencies, source);
  return VersionId === undefined ? {} : { CopySourceVersionId: VersionId };
}
