import { createHash, createHmac } from 'node:crypto';

const EMPTY_HASH = createHash('sha256').update('').digest('hex');

/**
 * The chain of signatures in a signed aws-chunked body: each covers its chunk and the signature before it, so
 * that chunks can be neither changed nor reordered nor dropped.
 * Source: Amazon S3 API, "Signature calculations for the Authorization header: transferring payload in chunks".
 */
export class ChunkSignatures {
  private readonly signingKey: Buffer;
  private readonly timestamp: string;
  private readonly scope: string;
  private previous: string;

  constructor(seed: { signingKey: Buffer; timestamp: string; scope: string; signature: string }) {
    this.signingKey = seed.signingKey;
    this.timestamp = seed.timestamp;
    this.scope = seed.scope;
    this.previous = seed.signature;
  }

  /** Whether `given` is the signature of the next chunk, whose bytes hash to `chunkHash` (hexadecimal SHA-256). */
  acceptsChunk(chunkHash: string, given: string | undefined): boolean {
    return this.accepts('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY_HASH, chunkHash], given);
  }

  /** Whether `given` signs the trailers, written `name:value\n` each. */
  acceptsTrailers(trailers: string, given: string | undefined): boolean {
    return this.accepts(
      'AWS4-HMAC-SHA256-TRAILER',
      [createHash('sha256').update(trailers).digest('hex')],
      given,
    );
  }

  private accepts(kind: string, parts: readonly string[], given: string | undefined): boolean {
    const text = [kind, this.timestamp, this.scope, this.previous, ...parts].join('\n');
    const expected = createHmac('sha256', this.signingKey).update(text).digest('hex');
    this.previous = expected;
    return given === expected;
  }
}
