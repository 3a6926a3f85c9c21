import type { IncomingHttpHeaders } from 'node:http';
import { ServiceFault } from '../../ports/service';
import { CHECKSUM_ALGORITHMS, startChecksum } from './checksum';
import type { ChecksumAlgorithm, RunningChecksum } from './checksum';

const PREFIX = 'x-amz-checksum-';
/** Headers of this prefix that are no checksum. */
const OTHERS: ReadonlySet<string> = new Set(['algorithm', 'mode', 'type']);
const HEADERS = new Map(
  CHECKSUM_ALGORITHMS.map((algorithm) => [PREFIX + algorithm.toLowerCase(), algorithm]),
);

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
    for (const name of Object.keys(headers)) this.expect(name);
    for (const name of textOf(headers['x-amz-trailer']).toLowerCase().split(',')) this.expect(name.trim());
    const requested = textOf(headers['x-amz-sdk-checksum-algorithm']).toLowerCase();
    if (HEADERS.has(PREFIX + requested)) this.expect(PREFIX + requested);
    this.md5 = headers['content-md5'] === undefined ? undefined : startChecksum('MD5');
  }

  /** Starts the checksum that a header or trailer of this name announces, if it announces one. */
  private expect(name: string): void {
    const suffix = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    if (suffix === '' || OTHERS.has(suffix)) return;
    const algorithm = HEADERS.get(name);
    if (algorithm === undefined) {
      const reason = `The local cloud does not compute checksums of the kind ${suffix}.`;
      throw new ServiceFault('NotImplemented', reason, { status: 501 });
    }
    if (!this.running.has(algorithm)) this.running.set(algorithm, startChecksum(algorithm));
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
    for (const [name, algorithm] of HEADERS) {
      const checksum = this.running.get(algorithm);
      if (checksum === undefined) continue;
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

const textOf = (header: string | string[] | undefined): string => String(header ?? '');
