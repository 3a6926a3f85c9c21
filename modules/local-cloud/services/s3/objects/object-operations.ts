import type * as S3 from '@aws-sdk/client-s3';
import type { SpooledBody } from '../../../protocols/body/request-body';
import { ANSWER_STATUS } from '../../../ports/wire-answer';
import { ServiceFault } from '../../../ports/service';
import type { Call, Operations } from '../../../ports/service';
import { checkKey } from './object-key';
import { checkReadConditions, locate, rangeOf, rangeOfPart, showObject } from './object-reads';
import type { ByteRange } from './object-reads';
import {
  checkObjectTags,
  describeObject,
  quote,
  shownChecksum,
  shownEncryption,
  shownVersionId,
  placeOnTop,
} from './object-writes';
import type { VersionRecord } from './object-table';
import type { S3Dependencies } from '../s3-dependencies';

/** Stores and reads single objects and their tags. */
export function objectOperations(dependencies: S3Dependencies): Operations {
  const { buckets, objects, bodies, store } = dependencies;
  const setTags = (input: S3.GetObjectTaggingRequest, tags: readonly S3.Tag[]): { VersionId?: string } =>
    store.transaction(() => {
      const { versionId } = locate(dependencies, input);
      const placed = objects.find(input.Bucket ?? '', input.Key ?? '', versionId);
      if (placed === undefined) throw new Error('a version just found is gone');
      objects.replace({ ...placed, version: { ...placed.version, tags } });
      return shownVersionId(dependencies, placed.version);
    });
  return {
    PutObject: async (
      input: Omit<S3.PutObjectRequest, 'Body'> & { readonly Body: SpooledBody },
      call: Call,
    ): Promise<S3.PutObjectOutput> => {
      const bucket = buckets.get(input.Bucket);
      const key = checkKey(input.Key);
      const described = describeObject(bucket, input);
      const { size, md5: etag, checksum } = input.Body;
      const version = { bucket: bucket.name, key, ...described, size, etag, modifiedAt: call.now };
      const adopting = bodies.adopt(input.Body.file);
      try {
        const { stored, replacedBody } = await dependencies.writes.once(adopting, (body) =>
          placeOnTop(
            dependencies,
            { ...version, body, ...(checksum === undefined ? {} : { checksum }) },
            input,
          ),
        );
        bodies.remove(replacedBody);
        return {
          ETag: quote(stored.etag),
          ...shownVersionId(dependencies, stored),
          ...shownChecksum(stored.checksum),
          ...shownEncryption(stored.system),
        };
      } catch (error) {
        bodies.remove(await adopting);
        throw error;
      }
    },
    GetObject: (input: S3.GetObjectRequest): object => {
      const { version, range, answer } = read(dependencies, input);
      return {
        ...answer,
        Body: { file: bodies.path(version.body ?? ''), start: range.start, end: range.end },
      };
    },
    HeadObject: (input: S3.HeadObjectRequest): object => read(dependencies, input).answer,
    GetObjectAttributes: (input: S3.GetObjectAttributesRequest): S3.GetObjectAttributesOutput => {
      const version = locate(dependencies, input);
      const wanted = new Set(input.ObjectAttributes);
      const checksum = shownChecksum(version.checksum);
      return {
        LastModified: new Date(version.modifiedAt),
        ...shownVersionId(dependencies, version),
        ...(wanted.has('ETag') ? { ETag: version.etag } : {}),
        ...(wanted.has('ObjectSize') ? { ObjectSize: version.size } : {}),
        ...(wanted.has('StorageClass') ? { StorageClass: storageClassOf(version) } : {}),
        ...(wanted.has('Checksum') && version.checksum !== undefined ? { Checksum: checksum } : {}),
        ...(wanted.has('ObjectParts') && version.parts !== undefined
          ? { ObjectParts: { TotalPartsCount: version.parts.length } }
          : {}),
      };
    },
    GetObjectTagging: (input: S3.GetObjectTaggingRequest): S3.GetObjectTaggingOutput => {
      const version = locate(dependencies, input);
      return { TagSet: [...version.tags], ...shownVersionId(dependencies, version) };
    },
    PutObjectTagging: (input: S3.PutObjectTaggingRequest): S3.PutObjectTaggingOutput =>
      setTags(input, checkObjectTags(input.Tagging?.TagSet ?? [])),
    DeleteObjectTagging: (input: S3.DeleteObjectTaggingRequest): S3.DeleteObjectTaggingOutput =>
      setTags(input, []),
  };
}

export function storageClassOf(version: VersionRecord): S3.StorageClass {
  return (version.system['StorageClass'] as S3.StorageClass | undefined) ?? 'STANDARD';
}

/** The response of GetObject and HeadObject, without the body. */
function read(dependencies: S3Dependencies, input: S3.GetObjectRequest | S3.HeadObjectRequest) {
  const version = locate(dependencies, input);
  checkReadConditions(version, input);
  const range = wantedRange(version, input);
  const answer = {
    ...showObject(dependencies, version, { range, checksum: input.ChecksumMode === 'ENABLED' }),
    ...overrides(input),
    ...(input.PartNumber === undefined || version.parts === undefined
      ? {}
      : { PartsCount: version.parts.length }),
    ...(range.partial ? { [ANSWER_STATUS]: 206 } : {}),
  };
  return { version, range, answer };
}

function wantedRange(
  version: VersionRecord,
  input: { readonly Range?: string | undefined; readonly PartNumber?: number | undefined },
): ByteRange {
  if (input.PartNumber === undefined) return rangeOf(input.Range, version.size);
  if (input.Range !== undefined) {
    throw new ServiceFault(
      'InvalidRequest',
      'Cannot specify both Range header and partNumber query parameter',
      { status: 400 },
    );
  }
  return rangeOfPart(version, input.PartNumber);
}

/** Replaces headers of the response by `response-content-type` and the like, which presigned links use. */
function overrides(input: S3.GetObjectRequest | S3.HeadObjectRequest): Record<string, unknown> {
  const given = {
    CacheControl: input.ResponseCacheControl,
    ContentDisposition: input.ResponseContentDisposition,
    ContentEncoding: input.ResponseContentEncoding,
    ContentLanguage: input.ResponseContentLanguage,
    ContentType: input.ResponseContentType,
    Expires: input.ResponseExpires,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
