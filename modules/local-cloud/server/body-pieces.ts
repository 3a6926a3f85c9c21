import type { IncomingMessage } from 'node:http';
import { isHeld, letBodyCome } from './expect-continue';

/** Largest rest of a rejected body that is read and discarded, in bytes: for known clients, and for all others. */
const DRAIN_LIMIT = 64 * 1024 * 1024;
export const STRANGERS_DRAIN_LIMIT = 64 * 1024;

/** The body of a request as it arrives. Stopping early leaves the connection usable; see `drainBody`. */
export function bodyPieces(request: IncomingMessage): AsyncIterable<Buffer> {
  letBodyCome(request);
  return request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
}

/**
 * Passes the body's pieces to `take` as they arrive, at less cost than `bodyPieces`: most requests are small and
 * arrive in one piece. An error of `take` ends the reading and leaves the connection usable.
 */
export function eachBodyPiece(request: IncomingMessage, take: (piece: Buffer) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (error: unknown): void => {
      request.off('data', onData).pause();
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- whatever was thrown, as it was
      reject(error);
    };
    const onData = (piece: Buffer): void => {
      try {
        take(piece);
      } catch (error) {
        stop(error);
      }
    };
    if (request.destroyed) {
      reject(new Error('the connection was closed before the request body was read'));
      return;
    }
    request.once('end', resolve);
    request.once('error', stop);
    letBodyCome(request);
    request.on('data', onData);
  });
}

/**
 * Discards the rest of a body once the answer is written. Otherwise the connection of a client that is still sending
 * would break before it has read the rejection.
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
