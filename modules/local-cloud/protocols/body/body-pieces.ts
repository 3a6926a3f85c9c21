import type { IncomingMessage } from 'node:http';

/** Largest rest of a refused body that is read and thrown away, in bytes. */
const DRAIN_LIMIT = 64 * 1024 * 1024;

/** The body of a request as it arrives. Stopping early leaves the connection in order; see `drainBody`. */
export function bodyPieces(request: IncomingMessage): AsyncIterable<Buffer> {
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/**
 * Throws away what is left of a body once the answer is written. A client that is still sending would otherwise
 * see its connection break before it has read why it was refused.
 */
export function drainBody(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  let left = DRAIN_LIMIT;
  request.on('data', (bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) request.destroy();
  });
  request.on('error', () => request.destroy());
  request.resume();
}
