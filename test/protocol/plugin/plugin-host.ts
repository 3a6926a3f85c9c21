import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:tls';
import { Client, credentials } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { encodeMsgpack } from '../../../modules/plugin/cty/encode';
import { decodeMsgpack } from '../../../modules/plugin/cty/decode';
import { createCertificate } from '../../../modules/plugin/process/certificate';
import type { Certificate } from '../../../modules/plugin/process/certificate';
import { calls } from '../../../modules/plugin/protocol/messages/calls';
import type { Call, CallName, RequestOf, ResponseOf } from '../../../modules/plugin/protocol/messages/calls';
import type { ValueType } from '../../../modules/plugin';

export const COOKIE = {
  TF_PLUGIN_MAGIC_COOKIE: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
  PLUGIN_PROTOCOL_VERSIONS: '5,6',
};

/** The parts of a handshake line. */
export interface HandshakeLine {
  readonly fields: readonly string[];
  readonly socketPath: string;
  /** PEM of the certificate; empty without TLS. */
  readonly certificate: string;
}

const PATIENCE_MS = 10_000;

/** Stands in for Terraform: starts a provider's executable and talks to it through a stock gRPC client. */
export class PluginHost {
  readonly child: ChildProcess;
  readonly identity: Certificate;
  stdout = '';
  stderr = '';
  private readonly clients: Client[] = [];

  constructor(executable: string, environment: Readonly<Record<string, string>> = {}) {
    this.identity = createCertificate(Date.now(), 'client');
    this.child = spawn(executable, [], {
      env: { ...process.env, ...COOKIE, PLUGIN_CLIENT_CERT: this.identity.pem, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    this.child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** Waits for the line. */
  async handshake(): Promise<HandshakeLine> {
    await this.until(() => this.stdout.includes('\n'));
    const fields = this.stdout.slice(0, this.stdout.indexOf('\n')).split('|');
    const der = Buffer.from(fields[5] ?? '', 'base64').toString('base64');
    const certificate =
      der === ''
        ? ''
        : `-----BEGIN CERTIFICATE-----\n${der.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----\n`;
    return { fields, socketPath: fields[3] ?? '', certificate };
  }

  /** A gRPC client that shows `identity`, or speaks plaintext. */
  async client(identity: Certificate | 'plaintext' = this.identity): Promise<Client> {
    const { socketPath, certificate } = await this.handshake();
    const credential =
      identity === 'plaintext'
        ? credentials.createInsecure()
        : credentials.createSsl(
            Buffer.from(certificate),
            Buffer.from(identity.keyPem),
            Buffer.from(identity.pem),
          );
    const client = new Client(`unix:${socketPath}`, credential, {
      'grpc.ssl_target_name_override': 'localhost',
      'grpc.default_authority': 'localhost',
      'grpc.max_receive_message_length': -1,
      'grpc.max_send_message_length': -1,
      'grpc.enable_retries': 0,
    });
    this.clients.push(client);
    return client;
  }

  /** Resolves to the status with which the process ended. */
  async exit(): Promise<number | NodeJS.Signals | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'exit');
    return this.child.exitCode ?? this.child.signalCode;
  }

  async until(condition: () => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!condition()) {
      if (Date.now() > deadline) {
        throw new Error(`waited in vain; stdout: ${this.stdout} stderr: ${this.stderr}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async dispose(): Promise<void> {
    for (const client of this.clients) client.close();
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
    await this.exit();
  }
}

/** Calls one method of the provider. Rejects with the gRPC status. */
export function call<N extends CallName>(
  client: Client,
  name: N,
  request: RequestOf<N>,
): Promise<ResponseOf<N>> {
  const method = calls[name] as unknown as Call<RequestOf<N>, ResponseOf<N>>;
  return raw(client, `/tfplugin6.Provider/${name}`, Buffer.from(method.request.encode(request))).then(
    (bytes) => method.response.decode(bytes),
  );
}

/** Calls any method with bytes. */
export function raw(client: Client, path: string, bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const same = (value: Buffer): Buffer => value;
    client.makeUnaryRequest(path, same, same, bytes, (error: ServiceError | null, answer?: Buffer) => {
      if (error !== null) reject(error);
      else resolve(answer ?? Buffer.alloc(0));
    });
  });
}

/** A value as a message. */
export function dynamicValue(type: ValueType, value: unknown): { readonly msgpack: Uint8Array } {
  return { msgpack: encodeMsgpack(type, value) };
}

/** The value of a message. */
export function valueOf(
  type: ValueType,
  message: { readonly msgpack?: Uint8Array | undefined } | undefined,
): unknown {
  return decodeMsgpack(type, message?.msgpack ?? new Uint8Array());
}

/** Tries a TLS connection and says how it ended. */
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
