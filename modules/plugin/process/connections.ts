import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { GrpcServer } from '../grpc/grpc-server';
import type { Certificate } from './certificate';

/** Mutual TLS: our certificate, and the only one that a client may use. */
export interface Tls {
  readonly own: Certificate;
  /** PEM of the client's certificate. */
  readonly client: string;
}

/**
 * Turns raw connections into HTTP/2 sessions. The first connection loads HTTP/2 and TLS, while the host is still busy
 * with its side; the handshake line comes first.
 */
export function connectionHandler(server: GrpcServer, tls: Tls | undefined): (socket: Socket) => void {
  let accept: ((socket: Socket) => void) | undefined;
  return (socket) => {
    accept ??= tls === undefined ? plaintext(server) : mutualTls(server, tls);
    accept(socket);
  };
}

const HTTP2 = {
  // In megabytes, for all messages of a session together; the default of 10 would reject large states.
  maxSessionMemory: 1024,
  settings: { initialWindowSize: 4 * 1024 * 1024, maxFrameSize: 1024 * 1024 },
} as const;

function plaintext(server: GrpcServer): (socket: Socket) => void {
  const http2 = process.getBuiltinModule('node:http2');
  const listener = http2.createServer(HTTP2);
  listener.on('session', (session) => server.accept(session));
  return (socket) => void listener.emit('connection', socket);
}

function mutualTls(server: GrpcServer, tls: Tls): (socket: Socket) => void {
  const http2 = process.getBuiltinModule('node:http2');
  const crypto = process.getBuiltinModule('node:crypto');
  const pinned = new crypto.X509Certificate(tls.client).raw;
  const listener = http2.createSecureServer({
    ...HTTP2,
    key: tls.own.keyPem,
    cert: tls.own.pem,
    ca: tls.client,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    allowHTTP1: false,
  });
  listener.on('session', (session) => {
    const socket = session.socket as TLSSocket;
    // The host's certificate is an authority: the check above would accept any certificate that it signed.
    const shown = socket.getPeerX509Certificate()?.raw;
    if (shown?.equals(pinned) === true) server.accept(session);
    else session.destroy();
  });
  listener.on('tlsClientError', (_error: Error, socket: Socket) => socket.destroy());
  return (socket) => void listener.emit('connection', socket);
}
