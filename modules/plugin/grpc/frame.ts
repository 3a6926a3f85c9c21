import { status, StatusError } from './status';

const PREFIX = 5;

/** A message as gRPC sends it: one byte of flags, four of length, then the message. */
export function frame(message: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(PREFIX + message.length);
  out.writeUInt8(0, 0);
  out.writeUInt32BE(message.length, 1);
  out.set(message, PREFIX);
  return out;
}

/** Puts one framed message together from whatever pieces it arrives in. */
export class FrameReader {
  private readonly maxBytes: number;
  private chunks: Buffer[] = [];
  private held = 0;

  constructor(maxBytes: number) {
    this.maxBytes = maxBytes;
  }

  /** The message once it is complete. Throws a StatusError when it is too large or compressed. */
  push(chunk: Buffer): Uint8Array | undefined {
    this.chunks.push(chunk);
    this.held += chunk.length;
    if (this.held < PREFIX) return undefined;
    const head = this.joined(PREFIX);
    const length = head.readUInt32BE(1);
    if (head[0] !== 0) throw new StatusError(status.unimplemented, 'compressed messages are not supported');
    if (length > this.maxBytes) {
      throw new StatusError(
        status.resourceExhausted,
        `the message has ${String(length)} bytes, at most ${String(this.maxBytes)} are allowed`,
      );
    }
    if (this.held < PREFIX + length) return undefined;
    return this.joined(PREFIX + length).subarray(PREFIX, PREFIX + length);
  }

  /** All chunks in one buffer, if the first alone is shorter than `least`. */
  private joined(least: number): Buffer {
    const [first] = this.chunks;
    if (first !== undefined && first.length >= least) return first;
    const all = Buffer.concat(this.chunks);
    this.chunks = [all];
    return all;
  }
}
