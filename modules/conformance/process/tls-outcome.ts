import { connect } from 'node:tls';
import type { HandshakeLine } from './handshake-line';

/**
 * Tries a TLS connection and returns the outcome. `identity` is the client's certificate in PEM; undefined shows none.
 * A provider may also accept a stranger's connection and drop it before sending anything; that counts as a rejection.
 */
export function tlsOutcome(
  line: HandshakeLine,
  identity: { readonly pem: string; readonly keyPem: string } | undefined,
): Promise<'accepted' | 'rejected'> {
  return new Promise((resolve) => {
    const socket = connect({
      path: line.socketPath,
      ca: line.certificate,
      servername: 'localhost',
      ALPNProtocols: ['h2'],
      ...(identity === undefined ? {} : { cert: identity.pem, key: identity.keyPem }),
    });
    const end = (outcome: 'accepted' | 'rejected'): void => {
      resolve(outcome);
      socket.destroy();
    };
    // The HTTP/2 server speaks first, so arriving settings mean that it accepted the client.
    socket.once('data', () => end('accepted'));
    socket.once('error', () => end('rejected'));
    socket.once('close', () => end('rejected'));
  });
}
