import type { S3Address } from '../../tuning';
import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

/**
 * Returns the first key of a bucket that begins with the address's key, or `undefined` if there is none. An object of exactly
 * that key comes first. Rejects if the bucket does not exist or may not be listed.
 */
export async function firstKey(
  session: AwsSession,
  { bucket, key }: S3Address,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { client, sdk } = session.s3();
  const { Contents: [first] = [] } = await classifyErrors(
    `list the objects under "${key}" in bucket "${bucket}"`,
    () =>
      client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }), {
        abortSignal: signal,
      }),
  );
  return first?.Key;
}
