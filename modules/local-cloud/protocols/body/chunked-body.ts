import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { ServiceFault } from '../../ports/service';
import type { ChunkSignatures } from '../signature/chunk-signatures';

const MAX_LINE = 16_384;
const MAX_TRAILERS = 16;

export interface ChunkedBodyOptions {
  /** Present when the chunks are signed. */
  readonly signatures?: ChunkSignatures;
  /** Whether a signed trailer must close the body. */
  readonly signedTrailers?: boolean;
  /** Called with the trailers, names in lower case, once the body is complete. */
  readonly onTrailers: (trailers: Readonly<Record<string, string>>) => void;
}

/**
 * Takes the aws-chunked framing off a body in constant memory, checking the signature of each chunk before the
 * end of the body is reported. Anything out of order is rejected: framing must never become object data.
 */
export async function* decodeChunkedBody(
  source: AsyncIterable<Buffer>,
  options: ChunkedBodyOptions,
): AsyncGenerator<Buffer> {
  const decoder = new ChunkDecoder(options);
  for await (const piece of source) yield* decoder.push(piece);
  decoder.end();
}

type DecoderState = 'size' | 'data' | 'data-end' | 'trailer' | 'done';

class ChunkDecoder {
  private readonly options: ChunkedBodyOptions;
  private pending: Buffer = Buffer.alloc(0);
  private state: DecoderState = 'size';
  private left = 0;
  private last = false;
  private given: string | undefined;
  private hash: Hash | undefined;
  private readonly trailers: Record<string, string> = {};
  private trailerText = '';
  private trailersSigned = false;

  constructor(options: ChunkedBodyOptions) {
    this.options = options;
  }

  *push(piece: Buffer): Generator<Buffer> {
    this.pending = this.pending.length === 0 ? piece : Buffer.concat([this.pending, piece]);
    for (;;) {
      if (this.state === 'data') {
        const data = this.pending.subarray(0, this.left);
        if (data.length === 0) return;
        this.pending = this.pending.subarray(data.length);
        this.left -= data.length;
        this.hash?.update(data);
        yield data;
        if (this.left > 0) return;
        this.closeChunk();
        this.state = 'data-end';
      }
      const line = this.takeLine();
      if (line === undefined) return;
      this.readLine(line);
    }
  }

  end(): void {
    // Some clients leave out the empty line after the last chunk.
    if (this.state !== 'done' && !(this.state === 'trailer' && this.pending.length === 0)) {
      throw new ServiceFault('IncompleteBody', 'The request body terminated unexpectedly');
    }
    if (this.options.signedTrailers === true && !this.trailersSigned) throw mismatch();
    this.options.onTrailers(this.trailers);
  }

  private readLine(line: string): void {
    if (this.state === 'size') this.readSize(line);
    else if (this.state === 'data-end') {
      if (line !== '') throw invalid('a chunk is longer than it says');
      this.state = 'size';
    } else if (this.state === 'trailer') {
      if (line === '') this.state = 'done';
      else this.readTrailer(line);
    } else throw invalid('there are bytes after the last chunk');
  }

  private readSize(line: string): void {
    const match = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line);
    if (match?.[1] === undefined) throw invalid('a chunk size is not a number');
    this.left = parseInt(match[1], 16);
    this.given = match[2];
    this.last = this.left === 0;
    this.hash = this.options.signatures === undefined ? undefined : createHash('sha256');
    if (this.last) {
      this.closeChunk();
      this.state = 'trailer';
    } else this.state = 'data';
  }

  private closeChunk(): void {
    if (this.options.signatures === undefined) return;
    const digest = (this.hash ?? createHash('sha256')).digest('hex');
    if (!this.options.signatures.acceptsChunk(digest, this.given)) throw mismatch();
  }

  private readTrailer(line: string): void {
    const at = line.indexOf(':');
    if (at <= 0 || Object.keys(this.trailers).length >= MAX_TRAILERS) throw invalid('a trailer is malformed');
    const name = line.slice(0, at).toLowerCase().trim();
    const value = line.slice(at + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      if (this.options.signatures?.acceptsTrailers(this.trailerText, value) === false) throw mismatch();
      this.trailersSigned = true;
      return;
    }
    this.trailers[name] = value;
    this.trailerText += `${name}:${value}\n`;
  }

  private takeLine(): string | undefined {
    const at = this.pending.indexOf('\r\n');
    if (at < 0 && this.pending.length <= MAX_LINE) return undefined;
    if (at < 0 || at > MAX_LINE) throw invalid('a line is too long');
    const line = this.pending.toString('latin1', 0, at);
    this.pending = this.pending.subarray(at + 2);
    return line;
  }
}

const invalid = (reason: string): ServiceFault =>
  new ServiceFault('InvalidChunk', `The aws-chunked body is malformed: ${reason}.`, { status: 400 });
const mismatch = (): ServiceFault =>
  new ServiceFault('SignatureDoesNotMatch', 'The signature of a chunk does not match its bytes.', {
    status: 403,
  });
