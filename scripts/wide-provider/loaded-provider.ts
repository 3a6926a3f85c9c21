import { readFileSync } from 'node:fs';
import { connect } from 'node:http2';
import type { ClientHttp2Session, IncomingHttpHeaders } from 'node:http2';
import { connect as connectTls } from 'node:tls';
import { frame } from '../../modules/plugin/grpc/frame';
import type { calls } from '../../modules/plugin/protocol/messages/calls';
import { PluginHost } from '../../test/protocol/plugin/plugin-host';

/** Kernel clock ticks are 10 ms on every platform that has /proc. */
const TICK_MS = 10;

/** A provider process under load. Requests are encoded in advance, so that the client costs next to nothing. */
export class LoadedProvider {
  private readonly host: PluginHost;
  private readonly session: ClientHttp2Session;

  private constructor(host: PluginHost, session: ClientHttp2Session) {
    this.host = host;
    this.session = session;
  }

  static async start(executable: string): Promise<LoadedProvider> {
    const host = new PluginHost(executable);
    const { socketPath, certificate } = await host.handshake();
    // Go's framework would log hundreds of megabytes here; Terraform reads and drops its log too.
    host.child.stderr.removeAllListeners('data').resume();
    const session = connect('https://localhost', {
      createConnection: () =>
        connectTls({
          path: socketPath,
          ca: certificate,
          servername: 'localhost',
          ALPNProtocols: ['h2'],
          cert: host.identity.pem,
          key: host.identity.keyPem,
        }),
    });
    return new LoadedProvider(host, session);
  }

  /** Sends a framed request and waits for the end of the response; rejects unless its gRPC status is OK. */
  call(method: keyof typeof calls, request: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const stream = this.session.request({
        ':method': 'POST',
        ':path': `/tfplugin6.Provider/${method}`,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      let status: unknown;
      // In the headers if the call failed, after the response otherwise.
      const take = (headers: IncomingHttpHeaders): void => void (status ??= headers['grpc-status']);
      stream.on('response', take);
      stream.on('trailers', take);
      stream.on('end', () => {
        if (status === '0') resolve();
        else reject(new Error(`${method} ended with gRPC status ${String(status)}`));
      });
      stream.on('error', reject);
      stream.resume();
      stream.end(request);
    });
  }

  /** Returns the processor time of the process since its start, in milliseconds. */
  cpuMs(): number {
    const stat = readFileSync(`/proc/${String(this.host.child.pid)}/stat`, 'utf8');
    // After the name in parentheses, fields 14 and 15 of proc(5) are user and system time.
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number);
    return (user + system) * TICK_MS;
  }

  /** Returns the maximum resident memory so far, in megabytes. */
  megabytes(): number {
    const text = readFileSync(`/proc/${String(this.host.child.pid)}/status`, 'utf8');
    return Number(/VmHWM:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1024;
  }

  async stop(): Promise<void> {
    this.session.destroy();
    await this.host.dispose();
  }
}

/** Returns a request as sent over the wire. */
export function framed(message: Uint8Array): Buffer {
  return frame(message);
}
