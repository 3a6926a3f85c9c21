import { connect } from 'node:net';

const PATIENCE_MS = 5_000;
/** How an HTTP/2 client opens a connection: the preface and an empty settings frame. */
const OPENING = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00';
/** Bytes of the shortest HTTP/2 frame. */
const FRAME_BYTES = 9;

/**
 * Speaks HTTP/2 without TLS to a socket and returns the outcome. A TLS alert is shorter than any frame, so it counts as
 * a rejection.
 */
export function plaintextOutcome(socketPath: string): Promise<'accepted' | 'rejected'> {
  return new Promise((resolve) => {
    let received = 0;
    const socket = connect(socketPath, () => socket.write(OPENING, 'latin1'));
    socket.setTimeout(PATIENCE_MS, () => socket.destroy());
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (received >= FRAME_BYTES) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received >= FRAME_BYTES ? 'accepted' : 'rejected'));
  });
}
