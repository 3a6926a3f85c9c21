import type { IncomingMessage } from 'node:http';
import { isHeld, letBodyCome } from './expect-continue';

/** Largest rest of a refused body that is read and thrown away, in bytes: of clients we know, and of all others. */
const DRAIN_LIMIT = 64 * 1024 * 1024;
export const STRANGERS_DRAIN_LIMIT = 64 * 1024;

/** The body of a request as it arrives. Stopping early leaves the connection in order; see `drainBody`. */
export function bodyPieces(request: IncomingMessage): AsyncIterable<Buffer> {
  letBodyCome(request);
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/**
 * Throws away what is left of a body once the answer is written. A client that is still sending would otherwise
 * see its connection break before it has read why it was refused.
 */
export function drainBody(request: IncomingMessage, limit = DRAIN_LIMIT): void {
  if (request.complete || request.destroyed || isHeld(request)) return;
  let left = limit;
  request.on('data', (bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) request.destroy();
  });
  request.on('error', () => request.destroy());
  request.resume();
}
