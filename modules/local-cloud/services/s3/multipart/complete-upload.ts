import type * as S3 from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { startChecksum } from '../../../protocols/body/checksum';
import type { StoredChecksum } from '../../../protocols/body/checksum-expectations';
import { malformedXml } from '../../../protocols/malformed-xml';
import { ServiceFault } from '../../../ports/service';
import type { Call } from '../../../ports/service';
import type { PartRecord, UploadRecord } from './multipart-table';
import {
  quote,
  shownChecksum,
  shownEncryption,
  shownVersionId,
  storeVersion,
  unquote,
} from '../objects/object-writes';
import type { S3Dependencies } from '../s3-dependencies';

/** Minimum size of every part but the last, in bytes. */
const MIN_PART_BYTES = 5 * 1024 * 1024;

/** Joins the listed parts into the object and ends the upload. */
export async function completeUpload(
  dependencies: S3Dependencies,
  input: S3.CompleteMultipartUploadRequest,
  call: Call,
): Promise<S3.CompleteMultipartUploadOutput> {
  const bucket = dependencies.buckets.get(input.Bucket);
  const upload = dependencies.uploads.get(bucket.name, input.Key, input.UploadId);
  const chosen = choose(dependencies.uploads.partsOf(upload), input.MultipartUpload?.Parts ?? []);
  const algorithm = upload.checksumAlgorithm;
  const whole =
    algorithm !== undefined && upload.checksumType === 'FULL_OBJECT' ? startChecksum(algorithm) : undefined;
  const body = await dependencies.bodies.write(
    chosen.map((part) => ({ file: dependencies.bodies.path(part.body) })),
    (bytes) => whole?.update(bytes),
  );
  try {
    const wholeValue = (await whole?.digest())?.toString('base64');
    const checksum =
      algorithm !== undefined && wholeValue !== undefined
        ? { algorithm, value: wholeValue, type: 'FULL_OBJECT' as const }
        : await compositeChecksum(upload, chosen);
    checkAnnounced(input, checksum);
    const size = chosen.reduce((sum, part) => sum + part.size, 0);
    if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== size) {
      throw new ServiceFault(
        'InvalidRequest',
        'The provided MpuObjectSize does not match the size of the parts.',
        { status: 400 },
      );
    }
    const stored = dependencies.store.transaction(() => {
      dependencies.uploads.get(upload.bucket, upload.key, upload.id);
      return storeVersion(
        dependencies,
        {
          bucket: upload.bucket,
          key: upload.key,
          ...upload.object,
          body,
          size,
          etag: etagOf(chosen),
          modifiedAt: call.now,
          parts: chosen.map((part) => part.size),
          ...(checksum === undefined ? {} : { checksum }),
        },
        input,
      );
    });
    dependencies.store.transaction(() => dependencies.uploads.remove(upload));
    return {
      Bucket: upload.bucket,
      Key: upload.key,
      Location: `${call.endpointUrl}/${upload.bucket}/${encodeURIComponent(upload.key).replaceAll('%2F', '/')}`,
      ETag: quote(stored.etag),
      ...shownVersionId(dependencies, stored),
      ...shownChecksum(stored.checksum),
      ...shownEncryption(stored.system),
    };
  } catch (error) {
    dependencies.bodies.remove(body);
    throw error;
  }
}

function choose(have: readonly PartRecord[], wanted: readonly S3.CompletedPart[]): readonly PartRecord[] {
  if (wanted.length === 0) throw malformedXml();
  const chosen = wanted.map((named, index) => {
    if (index > 0 && (named.PartNumber ?? 0) <= (wanted[index - 1]?.PartNumber ?? 0)) {
      const reason = 'The list of parts was not in ascending order. Parts must be ordered by part number.';
      throw new ServiceFault('InvalidPartOrder', reason, { status: 400 });
    }
    const part = have.find((candidate) => candidate.number === named.PartNumber);
    if (part?.etag !== unquote(named.ETag ?? '') || !checksumHolds(part, named)) {
      const reason =
        "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
      throw new ServiceFault('InvalidPart', reason, {
        status: 400,
        members: { PartNumber: named.PartNumber ?? 0 },
      });
    }
    return part;
  });
  if (chosen.slice(0, -1).some((part) => part.size < MIN_PART_BYTES)) {
    const reason = 'Your proposed upload is smaller than the minimum allowed size';
    throw new ServiceFault('EntityTooSmall', reason, {
      status: 400,
      members: { MinSizeAllowed: MIN_PART_BYTES },
    });
  }
  return chosen;
}

function checksumHolds(part: PartRecord, named: S3.CompletedPart): boolean {
  if (part.checksum === undefined) return true;
  const given = (named as Readonly<Record<string, unknown>>)[`Checksum${part.checksum.algorithm}`];
  return given === undefined || given === part.checksum.value;
}

/** MD5 of the parts' MD5s, with their number. */
function etagOf(chosen: readonly PartRecord[]): string {
  const digests = Buffer.concat(chosen.map((part) => Buffer.from(part.etag, 'hex')));
  return `${createHash('md5').update(digests).digest('hex')}-${String(chosen.length)}`;
}

async function compositeChecksum(
  upload: UploadRecord,
  chosen: readonly PartRecord[],
): Promise<StoredChecksum | undefined> {
  const algorithm = upload.checksumAlgorithm;
  if (algorithm === undefined || chosen.some((part) => part.checksum?.algorithm !== algorithm)) {
    return undefined;
  }
  const running = startChecksum(algorithm);
  for (const part of chosen) running.update(Buffer.from(part.checksum?.value ?? '', 'base64'));
  const value = `${(await running.digest()).toString('base64')}-${String(chosen.length)}`;
  return { algorithm, value, type: 'COMPOSITE' };
}

function checkAnnounced(
  input: S3.CompleteMultipartUploadRequest,
  checksum: StoredChecksum | undefined,
): void {
  if (checksum === undefined) return;
  const given = input[`Checksum${checksum.algorithm}`];
  if (given === undefined || given === checksum.value) return;
  const reason = `The ${checksum.algorithm} you specified did not match the calculated checksum.`;
  throw new ServiceFault('BadDigest', reason, { status: 400 });
}
