import { Client, credentials } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import { encodeMsgpack } from '../../../modules/plugin/cty/encode';
import { decodeMsgpack } from '../../../modules/plugin/cty/decode';
import { ProviderProcess } from '../../../modules/conformance';
import type { Certificate } from '../../../modules/plugin/process/certificate';
import { calls } from '../../../modules/plugin/protocol/messages/calls';
import type { Call, CallName, RequestOf, ResponseOf } from '../../../modules/plugin/protocol/messages/calls';
import type { ValueType } from '../../../modules/plugin';

/** Starts a provider's executable as Terraform does, and talks to it through a stock gRPC client. */
export class PluginHost extends ProviderProcess {
  private readonly clients: Client[] = [];

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

  override async dispose(): Promise<void> {
    for (const client of this.clients) client.close();
    await super.dispose();
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
