import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { CloudRequest } from '../../ports/cloud-request';
import { ServiceFault } from '../../ports/service';
import type { ChunkSignatures } from '../signature/chunk-signatures';
import { isHash } from '../signature/verify-signature';
import { MIB } from './body-limits';
import { hashesHere } from './body-hashes';
import type { BodyHashes, HashName } from './body-hashes';
import { decodeChunkedBody } from './chunked-body';
import { ChecksumExpectations } from './checksum-expectations';
import type { StoredChecksum } from './checksum-expectations';
import { hashesOfFile } from './hashes-of-file';
import type { FollowingHashes } from './hashes-of-file';

/** A verified request body on disk. The code that takes it renames or removes the file. */
export interface SpooledBody {
  readonly file: string;
  /** Bytes. */
  readonly size: number;
  /** MD5 in hexadecimal, which S3 uses for entity tags. */
  readonly md5: string;
  readonly checksum: StoredChecksum | undefined;
}

export interface BodyOptions {
  /** Largest decoded body in bytes. */
  readonly limit: number;
  /** The `x-amz-content-sha256` that was signed; a hash is compared with the body's. */
  readonly payloadHash?: string;
  /** Sees the decoded bytes as they arrive. */
  readonly onPiece?: (piece: Buffer) => void;
  /** Present when the body is framed as signed chunks. */
  readonly signatures?: ChunkSignatures;
}

/** A decoded body in memory with the trailers that followed it. */
export interface BufferedBody {
  readonly bytes: Buffer;
  readonly trailers: Readonly<Record<string, string>>;
}

const EMPTY = Buffer.alloc(0);

/** Reads a small body into memory and checks it. */
export async function bufferBody(request: CloudRequest, options: BodyOptions): Promise<BufferedBody> {
  const reading = new BodyReading(request, options, hashesNeeded(options));
  const pieces: Buffer[] = [];
  await reading.each((piece) => pieces.push(piece));
  await reading.finish();
  const [first = EMPTY] = pieces;
  return { bytes: pieces.length > 1 ? Buffer.concat(pieces) : first, trailers: reading.trailers };
}

/** Writes a body to a new `file` as it arrives, in constant memory, and checks it. Durable when it resolves. */
export async function spoolBody(
  request: CloudRequest,
  options: BodyOptions & { readonly file: string },
): Promise<{ readonly body: SpooledBody; readonly trailers: Readonly<Record<string, string>> }> {
  const { file } = options;
  const names: readonly HashName[] = ['md5', ...hashesNeeded(options)];
  const reading = new BodyReading(request, options, names);
  const to = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true });
  let follower: FollowingHashes | undefined;
  try {
    if (announcedSize(request) >= LARGE) reading.hashes = follower = hashesOfFile({ file, to }, names);
    await pipeline(reading.pieces(), to);
    const { md5 = '', checksum } = await reading.finish();
    return { body: { file, size: reading.size, md5, checksum }, trailers: reading.trailers };
  } catch (error) {
    to.destroy();
    follower?.stop();
    await rm(file, { force: true });
    throw error;
  }
}

/** From this size on, in bytes, a thread of its own is worth its start. */
const LARGE = 16 * MIB;

/** A body whose hash was signed is hashed. */
const hashesNeeded = ({ payloadHash = '' }: BodyOptions): readonly HashName[] =>
  isHash(payloadHash) ? ['sha256'] : [];

function announcedSize({ headers }: CloudRequest): number {
  const { 'x-amz-decoded-content-length': decoded, 'content-length': sent } = headers;
  return Number(decoded ?? sent ?? 0);
}

class BodyReading {
  size = 0;
  hashes: BodyHashes;
  trailers: Readonly<Record<string, string>> = {};
  private readonly request: CloudRequest;
  private readonly options: BodyOptions;
  private readonly expectations: ChecksumExpectations;

  constructor(request: CloudRequest, options: BodyOptions, names: readonly HashName[]) {
    this.request = request;
    this.options = options;
    this.expectations = new ChecksumExpectations(request.headers);
    this.hashes = hashesHere(names);
    this.checkSize(announcedSize(request));
  }

  async *pieces(): AsyncGenerator<Buffer> {
    for await (const piece of this.isChunked ? this.unframed() : this.request.body.pieces()) {
      this.take(piece);
      yield piece;
    }
  }

  async each(keep: (piece: Buffer) => void): Promise<void> {
    if (this.isChunked) for await (const piece of this.pieces()) keep(piece);
    else {
      await this.request.body.each((piece) => {
        this.take(piece);
        keep(piece);
      });
    }
  }

  private take(piece: Buffer): void {
    this.size += piece.length;
    this.checkSize(this.size);
    this.options.onPiece?.(piece);
    this.hashes.take(piece);
    this.expectations.update(piece);
  }

  private checkSize(size: number): void {
    if (size <= this.options.limit) return;
    const reason = `The body of this request may have ${String(this.options.limit)} bytes at most.`;
    throw new ServiceFault('EntityTooLarge', reason, { status: 413 });
  }

  async finish(): Promise<{ readonly md5?: string; readonly checksum: StoredChecksum | undefined }> {
    const announced = this.request.headers['x-amz-decoded-content-length'];
    if (announced !== undefined && Number(announced) !== this.size) {
      const reason =
        'You did not provide the number of bytes specified by the x-amz-decoded-content-length header.';
      throw new ServiceFault('IncompleteBody', reason, { status: 400 });
    }
    const { md5, sha256 } = await this.hashes.digests();
    if (sha256 !== undefined && sha256 !== this.options.payloadHash) {
      const reason = "The provided 'x-amz-content-sha256' header does not match what was computed.";
      throw new ServiceFault('XAmzContentSHA256Mismatch', reason, { status: 400 });
    }
    const checksum = await this.expectations.verify(this.trailers);
    return { checksum, ...(md5 === undefined ? {} : { md5 }) };
  }

  private get isChunked(): boolean {
    const encoding = this.request.headers['content-encoding'];
    const framed = this.options.payloadHash?.startsWith('STREAMING-') === true;
    return framed || (encoding !== undefined && /\baws-chunked\b/.test(encoding));
  }

  private unframed(): AsyncIterable<Buffer> {
    const payload = this.options.payloadHash ?? '';
    return decodeChunkedBody(this.request.body.pieces(), {
      ...(this.options.signatures === undefined ? {} : { signatures: this.options.signatures }),
      signedTrailers: this.options.signatures !== undefined && payload.endsWith('-TRAILER'),
      onTrailers: (trailers) => {
        this.trailers = trailers;
      },
    });
  }
}
