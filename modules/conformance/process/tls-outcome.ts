import { connect } from 'node:tls';
import type { HandshakeLine } from './handshake-line';

/**
 * Tries a TLS connection and says how it ended. `identity` is what the client shows, in PEM; undefined shows nothing.
 * A provider may also let a stranger in and drop the connection before it says anything, which is a refusal too.
 */
export function tlsOutcome(
  line: HandshakeLine,
  identity: { readonly pem: string; readonly keyPem: string } | undefined,
): Promise<'accepted' | 'refused'> {
  return new Promise((resolve) => {
    const socket = connect({
      path: line.socketPath,
      ca: line.certificate,
      servername: 'localhost',
      ALPNProtocols: ['h2'],
      ...(identity === undefined ? {} : { cert: identity.pem, key: identity.keyPem }),
    });
    const end = (outcome: 'accepted' | 'refused'): void => {
      resolve(outcome);
      socket.destroy();
    };
    // The HTTP/2 server speaks first: settings that arrive mean it took us.
    socket.once('data', () => end('accepted'));
    socket.once('error', () => end('refused'));
    socket.once('close', () => end('refused'));
  });
}
