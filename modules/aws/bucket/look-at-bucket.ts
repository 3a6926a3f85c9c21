import { AwsError, classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** What a look at a bucket shows. */
export type BucketSight = { readonly kind: 'present'; readonly region: string } | { readonly kind: 'absent' };

/**
 * Looks for a bucket and its region. S3 names the region also to a caller who may not see the bucket, and to one who asks in
 * another region (HeadBucket, `x-amz-bucket-region`). Without it, a refused look rejects.
 */
export async function lookAtBucket(
  session: AwsSession,
  bucket: string,
  signal: AbortSignal,
): Promise<BucketSight> {
  const { client, sdk } = session.s3();
  try {
    // An answer without it is no answer of S3.
    const { BucketRegion: region = '' } = await classifyErrors(`look at bucket "${bucket}"`, () =>
      client.send(new sdk.HeadBucketCommand({ Bucket: bucket }), { abortSignal: signal }),
    );
    return { kind: 'present', region };
  } catch (error) {
    const headers = error instanceof AwsError ? headersOf(error.cause) : {};
    const region = headers['x-amz-bucket-region'];
    if (region !== undefined) return { kind: 'present', region };
    // A proxy on the way also answers 404, but without the service's request ID.
    if (isAwsError(error, 'absent') && headers['x-amz-request-id'] !== undefined) return { kind: 'absent' };
    throw error;
  }
}

/** The headers of the response that an error of the SDK keeps. */
function headersOf(thrown: unknown): Readonly<Record<string, string | undefined>> {
  const { $response: { headers = {} } = {} } = thrown as {
    readonly $response?: { readonly headers?: Record<string, string> };
  };
  return headers;
}
