import type { Client } from '@grpc/grpc-js';
import { encodeMsgpack } from '../../../modules/plugin/cty/encode';
import { decodeMsgpack } from '../../../modules/plugin/cty/decode';
import { impliedType } from '../../../modules/plugin/cty/implied-type';
import { schemaOfMessage } from '../../../modules/conformance/schema/schema-of-message';
import type {
  CallName,
  RequestOf,
  ResponseOf,
  Schema,
  SchemaMessage,
  ValueType,
} from '../../../modules/plugin';
import { call, PluginHost } from '../../protocol/plugin/plugin-host';
import { completeConfig } from './proposed-state';
import type { Values } from './proposed-state';

/** A running built provider and its schemas. Restarted after it died, as Terraform would. */
export class PlayedProvider {
  private readonly executable: string;
  private running: Promise<Running> | undefined;
  private readonly all: Promise<Running>[] = [];

  constructor(executable: string) {
    this.executable = executable;
  }

  /** Begins a command by configuring the provider. Returns its diagnostics. */
  async configure(config: Values): Promise<ResponseOf<'ConfigureProvider'>> {
    const { provider } = await this.begin();
    return this.call('ConfigureProvider', {
      terraformVersion: '1.9.0',
      config: message(impliedType(provider), completeConfig(provider, config)),
    });
  }

  async schema(typeName: string): Promise<Schema> {
    const schema = (await this.begin()).resources.get(typeName);
    if (schema === undefined) throw new Error(`the provider has no resource type "${typeName}"`);
    return schema;
  }

  async call<N extends CallName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>> {
    return call((await this.begin()).client, name, request);
  }

  /** Kills the process. */
  kill(): void {
    void this.running?.then(({ host }) => host.child.kill('SIGKILL'));
    this.running = undefined;
  }

  async dispose(): Promise<void> {
    this.running = undefined;
    await Promise.allSettled(this.all.map(async (one) => (await one).host.dispose()));
  }

  private begin(): Promise<Running> {
    if (this.running === undefined) {
      this.running = start(this.executable);
      this.all.push(this.running);
    }
    return this.running;
  }
}

interface Running {
  readonly host: PluginHost;
  readonly client: Client;
  readonly provider: Schema;
  readonly resources: ReadonlyMap<string, Schema>;
}

async function start(executable: string): Promise<Running> {
  const host = new PluginHost(executable);
  try {
    return await meet(host);
  } catch (error) {
    await host.dispose();
    throw error;
  }
}

async function meet(host: PluginHost): Promise<Running> {
  const client = await host.client();
  const { provider, resourceSchemas = new Map<string, SchemaMessage>() } = await call(
    client,
    'GetProviderSchema',
    {},
  );
  return {
    host,
    client,
    provider: schemaOfMessage(provider ?? {}).schema,
    resources: new Map(
      [...resourceSchemas].map(([name, schema]) => [name, schemaOfMessage(schema).schema] as const),
    ),
  };
}

/** Encodes a value as a message. */
export function message(type: ValueType, value: unknown): { readonly msgpack: Uint8Array } {
  return { msgpack: encodeMsgpack(type, value) };
}

/** Returns the object in a message, or null. */
export function objectIn(
  type: ValueType,
  sent: { readonly msgpack?: Uint8Array | undefined } | undefined,
): Values | null {
  return decodeMsgpack(type, sent?.msgpack ?? new Uint8Array([0xc0])) as Values | null;
}
