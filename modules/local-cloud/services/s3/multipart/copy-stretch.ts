import { createHash } from 'node:crypto';
import type { ChecksumAlgorithm } from '../../../protocols/body/checksum';
import { startChecksum } from '../../../protocols/body/checksum';
import type { BodyFiles } from '../objects/body-files';
import type { PartRecord } from './multipart-table';

/** Copies part of a body into a file of its own, with its entity tag and, if wanted, a checksum. */
export async function copyStretch(
  bodies: BodyFiles,
  source: string,
  stretch: {
    readonly start: number;
    readonly end: number;
    readonly algorithm: ChecksumAlgorithm | undefined;
  },
): Promise<Pick<PartRecord, 'body' | 'size' | 'etag' | 'checksum'>> {
  const { start, end, algorithm } = stretch;
  const md5 = createHash('md5');
  const checksum = algorithm === undefined ? undefined : startChecksum(algorithm);
  let size = 0;
  const pieces = end < start ? [] : [{ file: bodies.path(source), start, end }];
  const body = await bodies.write(pieces, (bytes) => {
    size += bytes.length;
    md5.update(bytes);
    checksum?.update(bytes);
  });
  const value = (await checksum?.digest())?.toString('base64');
  return {
    body,
    size,
    etag: md5.digest('hex'),
    ...(algorithm === undefined || value === undefined
      ? {}
      : { checksum: { algorithm, value, type: 'FULL_OBJECT' } }),
  };
}
