import type * as S3 from '@aws-sdk/client-s3';
import { messageOf } from '../../../../kernel';
import { malformedXml } from '../../../protocols/malformed-xml';
import { ServiceFault } from '../../../ports/service';
import type { Call, Operations } from '../../../ports/service';
import { checkKey } from './object-key';
import { newVersionId, preconditionFailed, unquote } from './object-writes';
import type { VersionRecord } from './object-table';
import type { S3Dependencies } from '../s3-dependencies';

interface Deletion {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string | undefined;
  readonly now: number;
}

/** The effect of a deletion: none, a version removed, or a delete marker added. */
interface Deleted {
  readonly versionId?: string;
  readonly deleteMarker?: boolean;
}

const MAX_BATCH = 1000;

/** Deletes objects, one or many, with and without versions. */
export function deleteOperations(dependencies: S3Dependencies): Operations {
  return {
    DeleteObject: (input: S3.DeleteObjectRequest, call: Call): S3.DeleteObjectOutput => {
      const bucket = dependencies.buckets.get(input.Bucket).name;
      const key = checkKey(input.Key);
      checkMatch(dependencies.objects.current(bucket, key), input.IfMatch);
      const done = deleteOne(dependencies, { bucket, key, versionId: input.VersionId, now: call.now });
      return {
        ...(done.versionId === undefined ? {} : { VersionId: done.versionId }),
        ...(done.deleteMarker === undefined ? {} : { DeleteMarker: done.deleteMarker }),
      };
    },
    DeleteObjects: (input: S3.DeleteObjectsRequest, call: Call): S3.DeleteObjectsOutput => {
      const bucket = dependencies.buckets.get(input.Bucket).name;
      const wanted = input.Delete?.Objects ?? [];
      if (wanted.length === 0 || wanted.length > MAX_BATCH) throw malformedXml();
      const deleted: S3.DeletedObject[] = [];
      const errors: S3._Error[] = [];
      for (const { Key, VersionId, ETag } of wanted) {
        const named = { Key, ...(VersionId === undefined ? {} : { VersionId }) };
        try {
          const key = checkKey(Key);
          checkMatch(dependencies.objects.current(bucket, key), ETag);
          const done = deleteOne(dependencies, { bucket, key, versionId: VersionId, now: call.now });
          deleted.push({
            ...named,
            ...(done.deleteMarker === undefined
              ? {}
              : { DeleteMarker: true, DeleteMarkerVersionId: done.versionId }),
          });
        } catch (error) {
          const code = error instanceof ServiceFault ? error.code : 'InternalError';
          errors.push({ ...named, Code: code, Message: messageOf(error) });
        }
      }
      return {
        ...(input.Delete?.Quiet === true ? {} : { Deleted: deleted }),
        ...(errors.length === 0 ? {} : { Errors: errors }),
      };
    },
  };
}

/** Checks the condition of a delete: `*` requires that the object exists, any other value is the entity tag that it must have. */
function checkMatch(current: VersionRecord | undefined, match: string | undefined): void {
  if (match === undefined) return;
  if (current === undefined || (match !== '*' && current.etag !== unquote(match))) {
    throw preconditionFailed('If-Match');
  }
}

/** Deletes an object, or one version of it. */
export function deleteOne(dependencies: S3Dependencies, deletion: Deletion): Deleted {
  const removed: (string | undefined)[] = [];
  const done = dependencies.store.transaction((): Deleted => {
    const { bucket, key, versionId } = deletion;
    const { versioning } = dependencies.buckets.get(bucket);
    if (versionId !== undefined) {
      const found = dependencies.objects.find(bucket, key, versionId);
      if (found === undefined) return { versionId };
      dependencies.objects.remove(found);
      removed.push(found.version.body);
      return { versionId, ...(found.version.deleteMarker ? { deleteMarker: true } : {}) };
    }
    if (versioning !== 'Enabled') {
      const found = dependencies.objects.find(bucket, key, 'null');
      if (found !== undefined) {
        dependencies.objects.remove(found);
        removed.push(found.version.body);
      }
      if (versioning === undefined) return {};
    }
    const marker = versioning === 'Enabled' ? newVersionId(dependencies.random) : 'null';
    dependencies.objects.add({
      bucket,
      key,
      versionId: marker,
      deleteMarker: true,
      modifiedAt: deletion.now,
      size: 0,
      etag: '',
      metadata: {},
      system: {},
      tags: [],
    });
    return { versionId: marker, deleteMarker: true };
  });
  for (const body of removed) dependencies.bodies.remove(body);
  return done;
}
