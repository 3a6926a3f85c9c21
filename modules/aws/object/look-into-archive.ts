import type { S3Address } from '../../tuning';
import { AwsError, classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { isOfService } from './look-for-object';

/** What a look into an archive shows. `empty`: it contains folders at most. `unknown`: the look failed. */
export type ArchiveSight = 'present' | 'absent' | 'empty' | 'unknown';

/** More than enough for the folders and long names before the first file. */
const FIRST_BYTES = 65_536;
const BLOCK = 512;

/**
 * Looks for a `.tar.gz` in S3 and whether it contains a file, by its first bytes: a training that forgets to save its model leaves an
 * archive without one. Asks once and without retries, because no caller depends on the answer. S3 answers "not found" only to a caller
 * who may list the bucket.
 */
export async function lookIntoArchive(
  session: AwsSession,
  { bucket, key }: S3Address,
  signal: AbortSignal,
): Promise<ArchiveSight> {
  const { once, sdk } = session.s3();
  try {
    const bytes = await classifyErrors(`look into object "${key}" in bucket "${bucket}"`, async () => {
      const { Body } = await once.send(
        new sdk.GetObjectCommand({ Bucket: bucket, Key: key, Range: `bytes=0-${String(FIRST_BYTES - 1)}` }),
        { abortSignal: signal },
      );
      return (await Body?.transformToByteArray()) ?? new Uint8Array();
    });
    return hasFile(bytes) ? 'present' : 'empty';
  } catch (error) {
    if (isAwsError(error, 'absent') && isOfService(error.cause)) return 'absent';
    if (error instanceof AwsError) return 'unknown';
    throw error;
  }
}

/** Returns false if the archive surely contains no file; what is no archive, or begins with long folders, has one. */
function hasFile(bytes: Uint8Array): boolean {
  const archive = unzipped(bytes);
  if (archive === undefined) return true;
  for (let at = 0; at + BLOCK <= archive.length;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) return false;
    // POSIX ustar: a file is `0`, in old archives NUL; folders and extended headers are something else.
    if (header[156] === 0x30 || header[156] === 0) return true;
    const size = parseInt(Buffer.from(header.subarray(124, 136)).toString('latin1'), 8);
    if (!Number.isFinite(size)) return true;
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return archive.length >= BLOCK;
}

/** Returns the beginning of what was compressed; undefined if it was not. */
function unzipped(bytes: Uint8Array): Buffer | undefined {
  // Loaded here, because few of the provider's starts look into an archive.
  const { constants, gunzipSync } = process.getBuiltinModule('node:zlib');
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return undefined;
  }
}
