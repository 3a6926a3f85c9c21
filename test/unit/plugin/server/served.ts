import { silentLogger } from '../../../../modules/kernel';
import { ManualClock } from '../../../support/manual-clock';
import type { AnyProvider, Schema } from '../../../../modules/plugin';
import { decodeMsgpack } from '../../../../modules/plugin/cty/decode';
import { encodeMsgpack } from '../../../../modules/plugin/cty/encode';
import { impliedType } from '../../../../modules/plugin/cty/implied-type';
import type { CallName, RequestOf, ResponseOf } from '../../../../modules/plugin/protocol/messages/calls';
import { callHandlers } from '../../../../modules/plugin/server/call-handlers';
import type { CallHandler } from '../../../../modules/plugin/server/call-handler';
import { servingPolicy, Session } from '../../../../modules/plugin/server/session';

type Values = Readonly<Record<string, unknown>>;
interface Message {
  readonly msgpack?: Uint8Array | undefined;
}

/** A provider that answers calls in this process, without the wire, on a clock that the test moves. */
export class Served {
  readonly clock = new ManualClock();
  readonly session: Session;

  constructor(provider: AnyProvider) {
    const policy = { ...servingPolicy, repeat: true };
    this.session = new Session(provider, { logger: silentLogger, clock: this.clock, policy });
  }

  async call<N extends CallName>(name: N, request: RequestOf<N>): Promise<ResponseOf<N>> {
    const handler = callHandlers[name] as unknown as CallHandler<N>;
    return handler(request, this.session, new AbortController());
  }
}

/** A value as Terraform sends it; attributes that are not given are null. */
export function sent(schema: Schema, values: Values | null): { readonly msgpack: Uint8Array } {
  const absent = Object.fromEntries(Object.keys(schema.attributes).map((name) => [name, null]));
  const value = values === null ? null : { ...absent, ...values };
  return { msgpack: encodeMsgpack(impliedType(schema), value) };
}

/** A value of an answer. */
export function received(schema: Schema, message: Message | undefined): Values | null {
  return decodeMsgpack(impliedType(schema), message?.msgpack ?? new Uint8Array()) as Values | null;
}
