import type { S3Address } from '../../tuning';
import { AwsError, classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** What a look for an object shows. `unknown` means that the look failed, which says nothing about the object. */
export type ObjectSight = 'present' | 'absent' | 'unknown';

/**
 * Looks for an object in S3, once and without retries: no caller depends on the answer. S3 answers "not found" only to a caller
 * who may list the bucket; to others a missing object looks like a forbidden one. A key that ends in a slash, as that of an
 * artifact without compression, stands for any object below it. Rejects only if the request would leave AWS or the local cloud.
 */
export async function lookForObject(
  session: AwsSession,
  { bucket, key }: S3Address,
  signal: AbortSignal,
): Promise<ObjectSight> {
  const { once, sdk } = session.s3();
  try {
    return await classifyErrors(`look for object "${key}" in bucket "${bucket}"`, async () => {
      if (!key.endsWith('/')) {
        await once.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
        return 'present';
      }
      const below = new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 });
      const { KeyCount: count = 0 } = await once.send(below, { abortSignal: signal });
      return count > 0 ? 'present' : 'absent';
    });
  } catch (error) {
    if (isAwsError(error, 'absent') && isOfService(error.cause)) return 'absent';
    if (error instanceof AwsError) return 'unknown';
    throw error;
  }
}

/** True for an error of S3 itself. A proxy on the way also answers 404, but without the service's request ID. */
export function isOfService(thrown: unknown): boolean {
  const { $metadata: { requestId } = {} } = thrown as { $metadata?: { readonly requestId?: string } };
  return requestId !== undefined;
}
