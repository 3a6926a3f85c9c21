import { connect as connectHttp2 } from 'node:http2';
import type { ClientHttp2Session, IncomingHttpHeaders } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { calls, frame, FrameReader } from '../../plugin';
import type { Call, CallName, Certificate, RequestOf, ResponseOf } from '../../plugin';
import type { HandshakeLine } from './handshake-line';

/** Message sizes that Terraform accepts from a provider. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const PATIENCE_MS = 60_000;

/** Calls to a running provider over the real protocol: gRPC on HTTP/2 on mutual TLS on its socket. */
export class ProviderConnection {
  private readonly session: ClientHttp2Session;

  constructor(line: HandshakeLine, identity: Certificate) {
    const { socketPath: path, certificate: ca } = line;
    const tls = { path, ca, cert: identity.pem, key: identity.keyPem, servername: 'localhost' };
    this.session = connectHttp2('https://localhost', {
      createConnection: () => connectTls({ ...tls, ALPNProtocols: ['h2'] }),
      settings: { initialWindowSize: 4 * 1024 * 1024 },
    });
    // Every stream of a broken session reports the error itself.
    this.session.on('error', () => undefined);
  }

  /** Calls one method of the provider. Rejects if the gRPC status is not OK. */
  async call<N extends CallName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>> {
    const method = calls[name] as Call<RequestOf<N>, ResponseOf<N>>;
    return method.response.decode(
      await this.send(`/tfplugin6.Provider/${name}`, method.request.encode(request)),
    );
  }

  /** Calls any method, such as `/plugin.GRPCController/Shutdown`, with an encoded message. */
  send(path: string, message: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const stream = this.session.request({
        ':method': 'POST',
        ':path': path,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      const reader = new FrameReader(MAX_MESSAGE_BYTES);
      let answer: Uint8Array | undefined;
      let status = '';
      const note = (headers: IncomingHttpHeaders): void => {
        const { 'grpc-status': code, 'grpc-message': reason } = headers;
        if (typeof code === 'string') status = typeof reason === 'string' ? `${code} ${reason}` : code;
      };
      stream.setTimeout(PATIENCE_MS, () => stream.destroy(new Error(`${path} was not answered in time`)));
      stream.on('response', note);
      stream.on('trailers', note);
      stream.on('data', (chunk: Buffer) => {
        try {
          answer ??= reader.push(chunk);
        } catch (error) {
          stream.destroy(error as Error);
        }
      });
      stream.on('error', reject);
      stream.on('close', () => {
        if (/^0(?: |$)/.test(status) && answer !== undefined) resolve(answer);
        else reject(new Error(`${path} ended with gRPC status ${status === '' ? 'missing' : status}`));
      });
      stream.end(frame(message));
    });
  }

  close(): void {
    this.session.destroy();
  }
}
