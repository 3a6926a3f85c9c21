import type { IncomingHttpHeaders } from 'node:http';
import { ServiceFault } from '../../ports/service';
import { CHECKSUM_ALGORITHMS, startChecksum } from './checksum';
import type { ChecksumAlgorithm, RunningChecksum } from './checksum';

const headerOf = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** The checksum S3 keeps with an object. */
export interface StoredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of a composite checksum `<base64>-<parts>`. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/**
 * Follows a body past and afterwards holds it to every checksum the request gave: Content-MD5 and the
 * `x-amz-checksum-*` headers or trailers.
 */
export class ChecksumExpectations {
  private readonly running = new Map<ChecksumAlgorithm, RunningChecksum>();
  private readonly md5: RunningChecksum | undefined;
  private readonly headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.headers = headers;
    const announced = String(headers['x-amz-trailer'] ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => part.trim());
    const requested = String(headers['x-amz-sdk-checksum-algorithm'] ?? '').toUpperCase();
    for (const name of [...Object.keys(headers), ...announced]) {
      const suffix = /^x-amz-checksum-(?!algorithm$|mode$|type$)(.+)$/.exec(name)?.[1];
      if (suffix !== undefined && !CHECKSUM_ALGORITHMS.some((known) => known.toLowerCase() === suffix)) {
        throw new ServiceFault('NotImplemented', `Checksums of the kind ${suffix} are not computed here.`, {
          status: 501,
        });
      }
    }
    for (const algorithm of CHECKSUM_ALGORITHMS) {
      const name = headerOf(algorithm);
      if (headers[name] !== undefined || announced.includes(name) || requested === algorithm) {
        this.running.set(algorithm, startChecksum(algorithm));
      }
    }
    this.md5 = headers['content-md5'] === undefined ? undefined : startChecksum('MD5');
  }

  update(bytes: Uint8Array): void {
    for (const checksum of this.running.values()) checksum.update(bytes);
    this.md5?.update(bytes);
  }

  /** Throws `BadDigest` when one does not hold; answers the checksum to keep with the object, if there was one. */
  async verify(trailers: Readonly<Record<string, string>>): Promise<StoredChecksum | undefined> {
    if (this.md5 !== undefined) {
      const given = String(this.headers['content-md5']);
      if (Buffer.from(given, 'base64').length !== 16) {
        throw new ServiceFault('InvalidDigest', 'The Content-MD5 you specified is not valid.', {
          status: 400,
        });
      }
      if ((await this.md5.digest()).toString('base64') !== given) {
        throw new ServiceFault('BadDigest', 'The Content-MD5 you specified did not match what we received.', {
          status: 400,
        });
      }
    }
    let kept: StoredChecksum | undefined;
    for (const [algorithm, checksum] of this.running) {
      const name = headerOf(algorithm);
      const given = trailers[name] ?? this.headers[name];
      const value = (await checksum.digest()).toString('base64');
      if (given !== undefined && given !== value) {
        const reason = `The ${algorithm} you specified did not match the calculated checksum.`;
        throw new ServiceFault('BadDigest', reason, { status: 400 });
      }
      kept ??= { algorithm, value, type: 'FULL_OBJECT' };
    }
    return kept;
  }
}
