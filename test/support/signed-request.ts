import { createHash, createHmac } from 'node:crypto';
import { request } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ChecksumConstructor } from '@smithy/types';
import { keyPairOf } from './key-pair-of';

/** A request that a test can change between signing and sending. */
export interface WireRequest {
  readonly method: string;
  /** Path and query as they will be sent. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SigningOptions {
  readonly service: string;
  readonly region?: string;
  readonly at?: Date;
  readonly secret?: string;
  readonly accessKeyId?: string;
  readonly sessionToken?: string;
  /** Seconds; makes a presigned link instead of a header. */
  readonly expiresIn?: number;
}

/** The SDK's own signer, an independent reference for signatures. */
export async function sign(
  url: string,
  unsigned: {
    readonly method: string;
    readonly path: string;
    readonly headers?: Record<string, string>;
    readonly body?: Buffer | string;
  },
  options: SigningOptions,
): Promise<WireRequest> {
  const body = Buffer.from(unsigned.body ?? '');
  const [pathname = '/', search = ''] = unsigned.path.split('?');
  const pair = keyPairOf(url);
  const signer = new SignatureV4({
    credentials: {
      accessKeyId: options.accessKeyId ?? pair.accessKeyId,
      secretAccessKey: options.secret ?? pair.secretAccessKey,
      ...(options.sessionToken === undefined ? {} : { sessionToken: options.sessionToken }),
    },
    region: options.region ?? 'us-east-1',
    service: options.service,
    sha256: Sha256 as unknown as ChecksumConstructor,
    uriEscapePath: options.service !== 's3',
    applyChecksum: options.service === 's3',
  });
  const query: Record<string, string> = Object.fromEntries(new URLSearchParams(search));
  const toSign = {
    method: unsigned.method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: pathname,
    query,
    headers: {
      host: new URL(url).host,
      ...unsigned.headers,
      // Only S3 accepts links that do not cover the body.
      ...(options.expiresIn === undefined || options.service !== 's3'
        ? {}
        : { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }),
    },
    body,
  };
  const signingDate = options.at ?? new Date();
  const signed =
    options.expiresIn === undefined
      ? await signer.sign(toSign as never, { signingDate })
      : await signer.presign(toSign, { signingDate, expiresIn: options.expiresIn });
  const { headers, query: signedQuery } = signed as unknown as {
    headers: Record<string, string>;
    query: Record<string, string>;
  };
  const pairs = Object.entries(signedQuery).map(
    ([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(v)}`,
  );
  return {
    method: unsigned.method,
    path: pathname + (pairs.length === 0 ? '' : `?${pairs.join('&')}`),
    headers,
    body,
  };
}

/** Sends a request unchanged. */
export function send(
  url: string,
  wire: WireRequest,
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const headers: OutgoingHttpHeaders = { ...wire.headers, 'content-length': wire.body.length };
    const sent = request({ hostname, port, method: wire.method, path: wire.path, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () => {
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(pieces).toString(),
        });
      });
    });
    sent.on('error', reject);
    sent.end(wire.body);
  });
}

class Sha256 {
  private readonly hash;

  constructor(key?: string | Uint8Array) {
    this.hash = key === undefined ? createHash('sha256') : createHmac('sha256', key);
  }

  update(data: string | Uint8Array): void {
    this.hash.update(data);
  }

  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
}
