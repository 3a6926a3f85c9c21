import type * as S3 from '@aws-sdk/client-s3';
import type { ChecksumAlgorithm } from '../../../protocols/body/checksum';
import { CHECKSUM_ALGORITHMS } from '../../../protocols/body/checksum';
import type { SpooledBody } from '../../../protocols/body/request-body';
import { inOrder, pageAfter } from '../../paging';
import { ServiceFault } from '../../../ports/service';
import type { Call, Operations } from '../../../ports/service';
import { completeUpload } from './complete-upload';
import { locateSource, sourceVersion } from '../objects/copy-operations';
import type { PartRecord, UploadRecord } from './multipart-table';
import { checkKey } from '../objects/object-key';
import { rangeOf } from '../objects/object-reads';
import { describeObject, quote, shownChecksum, shownEncryption } from '../objects/object-writes';
import { copyStretch } from './copy-stretch';
import { OWNER } from '../s3-dependencies';
import type { S3Dependencies } from '../s3-dependencies';

const MAX_PARTS = 10_000;

/** Uploads an object in parts. */
export function multipartOperations(dependencies: S3Dependencies): Operations {
  const { buckets, uploads, bodies } = dependencies;
  const keepPart = (upload: UploadRecord, part: PartRecord): void => {
    dependencies.store.transaction(() => {
      // Another request may have completed or aborted the upload while the bytes arrived.
      uploads.get(upload.bucket, upload.key, upload.id);
      uploads.putPart(upload, part);
    });
  };
  return {
    CreateMultipartUpload: (
      input: S3.CreateMultipartUploadRequest,
      call: Call,
    ): S3.CreateMultipartUploadOutput => {
      const bucket = buckets.get(input.Bucket);
      const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === input.ChecksumAlgorithm);
      const upload: UploadRecord = {
        id: dependencies.random.bytes(32).toString('base64url'),
        bucket: bucket.name,
        key: checkKey(input.Key),
        startedAt: call.now,
        object: describeObject(bucket, input),
        ...(algorithm === undefined
          ? {}
          : { checksumAlgorithm: algorithm, checksumType: input.ChecksumType ?? defaultType(algorithm) }),
      };
      uploads.put(upload);
      return {
        Bucket: upload.bucket,
        Key: upload.key,
        UploadId: upload.id,
        ...shownEncryption(upload.object.system),
        ...(algorithm === undefined
          ? {}
          : { ChecksumAlgorithm: algorithm, ChecksumType: upload.checksumType }),
      };
    },
    UploadPart: async (
      input: Omit<S3.UploadPartRequest, 'Body'> & { readonly Body: SpooledBody },
      call: Call,
    ): Promise<S3.UploadPartOutput> => {
      const upload = uploads.get(buckets.get(input.Bucket).name, input.Key, input.UploadId);
      const number = checkPartNumber(input.PartNumber);
      const body = await bodies.adopt(input.Body.file);
      const { size, md5: etag, checksum } = input.Body;
      keepPart(upload, {
        number,
        body,
        size,
        etag,
        modifiedAt: call.now,
        ...(checksum === undefined ? {} : { checksum }),
      });
      const { ChecksumType: _whole, ...shown } = shownChecksum(checksum);
      return { ETag: quote(etag), ...shown, ...shownEncryption(upload.object.system) };
    },
    UploadPartCopy: async (input: S3.UploadPartCopyRequest, call: Call): Promise<S3.UploadPartCopyOutput> => {
      const upload = uploads.get(buckets.get(input.Bucket).name, input.Key, input.UploadId);
      const number = checkPartNumber(input.PartNumber);
      const source = locateSource(dependencies, input);
      const range = rangeOf(input.CopySourceRange, source.size);
      const copied = await copyStretch(bodies, source.body ?? '', {
        ...range,
        algorithm: upload.checksumAlgorithm,
      });
      keepPart(upload, { number, modifiedAt: call.now, ...copied });
      return {
        CopyPartResult: { ETag: quote(copied.etag), LastModified: new Date(call.now) },
        ...sourceVersion(dependencies, source),
      };
    },
    CompleteMultipartUpload: (
      input: S3.CompleteMultipartUploadRequest,
      call: Call,
    ): Promise<S3.CompleteMultipartUploadOutput> => completeUpload(dependencies, input, call),
    AbortMultipartUpload: (input: S3.AbortMultipartUploadRequest): object => {
      const upload = uploads.get(buckets.get(input.Bucket).name, input.Key, input.UploadId);
      dependencies.store.transaction(() => uploads.remove(upload));
      return {};
    },
    ListParts: (input: S3.ListPartsRequest): S3.ListPartsOutput => {
      const upload = uploads.get(buckets.get(input.Bucket).name, input.Key, input.UploadId);
      const after = Number(input.PartNumberMarker ?? 0);
      const limit = Math.min(input.MaxParts ?? 1000, 1000);
      const all = uploads.partsOf(upload).filter((part) => part.number > after);
      const shown = all.slice(0, limit);
      const truncated = shown.length < all.length;
      return {
        Bucket: upload.bucket,
        Key: upload.key,
        UploadId: upload.id,
        PartNumberMarker: String(after),
        MaxParts: limit,
        IsTruncated: truncated,
        ...(truncated ? { NextPartNumberMarker: String(shown.at(-1)?.number ?? after) } : {}),
        Parts: shown.map((part) => {
          const { ChecksumType: _whole, ...checksum } = shownChecksum(part.checksum);
          return {
            PartNumber: part.number,
            ETag: quote(part.etag),
            Size: part.size,
            LastModified: new Date(part.modifiedAt),
            ...checksum,
          };
        }),
        Initiator: OWNER,
        Owner: OWNER,
        StorageClass: 'STANDARD',
      };
    },
    ListMultipartUploads: (input: S3.ListMultipartUploadsRequest): S3.ListMultipartUploadsOutput => {
      const bucket = buckets.get(input.Bucket).name;
      const all = uploads.list(bucket, input.Prefix ?? '');
      const page = pageAfter(inOrder(all, { placeOf: (upload) => [upload.key, upload.id] }), {
        after: input.UploadIdMarker === undefined ? undefined : [input.KeyMarker ?? '', input.UploadIdMarker],
        limit: Math.min(input.MaxUploads ?? 1000, 1000),
      });
      const last = page.items.at(-1);
      return {
        Bucket: bucket,
        Prefix: input.Prefix ?? '',
        MaxUploads: input.MaxUploads ?? 1000,
        IsTruncated: page.more,
        ...(!page.more ? {} : { NextKeyMarker: last?.key, NextUploadIdMarker: last?.id }),
        Uploads: page.items.map((upload) => ({
          Key: upload.key,
          UploadId: upload.id,
          Initiated: new Date(upload.startedAt),
          Initiator: OWNER,
          Owner: OWNER,
          StorageClass: 'STANDARD',
        })),
      };
    },
  };
}

/** S3 combines the CRC64NVME of the parts only into a checksum of the whole object. */
const defaultType = (algorithm: ChecksumAlgorithm): 'COMPOSITE' | 'FULL_OBJECT' =>
  algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';

function checkPartNumber(number: number | undefined): number {
  if (number !== undefined && Number.isInteger(number) && number >= 1 && number <= MAX_PARTS) return number;
  throw new ServiceFault(
    'InvalidArgument',
    `Part number must be an integer between 1 and ${String(MAX_PARTS)}, inclusive`,
    { status: 400 },
  );
}
