import { sha256Base32 } from '../../kernel';
import { definitionsOf, parseS3Address } from '../../tuning';
import type { ExperimentSpec, S3Address } from '../../tuning';
import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** A thousand objects a page: beyond it the data counts as unknown, and a launch is not held up any longer. */
const MOST_PAGES = 50;
/** A launch ends within seconds. */
const PATIENCE_MS = 15_000;
const LENGTH = 20;

/**
 * Returns the fingerprint of the data that a search reads: the keys below the address of each channel, and the ETags. The same objects
 * elsewhere have the same fingerprint. `undefined` if it cannot be told: data in a file system, no right to list, or too many objects.
 */
export async function dataFingerprint(
  session: AwsSession,
  spec: ExperimentSpec,
  signal: AbortSignal,
): Promise<string | undefined> {
  const lines: string[] = [];
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  const channels = definitionsOf(spec).flatMap(
    ({ definition_name: definition = '', input_data_config: inputs }) =>
      inputs.map((channel) => ({ definition, channel })),
  );
  if (channels.length === 0) return undefined;
  try {
    for (const { definition, channel } of channels) {
      const source = channel.data_source.s3_data_source;
      const address = parseS3Address(source?.s3_uri ?? '');
      if (address === undefined) return undefined;
      const objects = await manifestOf(session, address, inTime);
      if (objects === undefined) return undefined;
      lines.push(`${definition}/${channel.channel_name}`, ...objects);
    }
  } catch (error) {
    if (signal.aborted) throw error;
    // A launch does without it.
    return undefined;
  }
  return sha256Base32(lines.join('\n'), LENGTH);
}

/** Returns one line for each object, in the order of S3's list; `undefined` for too many. */
async function manifestOf(
  session: AwsSession,
  { bucket, key }: S3Address,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const { client, sdk } = session.s3();
  const lines: string[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { Contents: objects = [], NextContinuationToken: token } = await classifyErrors(
      `list the objects under "${key}" in bucket "${bucket}"`,
      () =>
        client.send(new sdk.ListObjectsV2Command({ Bucket: bucket, Prefix: key, ContinuationToken: next }), {
          abortSignal: signal,
        }),
    );
    lines.push(...objects.map((object) => `${(object.Key ?? '').slice(key.length)}\0${object.ETag ?? ''}`));
    if (token === undefined) return lines;
    next = token;
  }
  return undefined;
}
