import { decodeMsgpack } from '../cty/decode';
import { narrow, restore } from '../cty/exactness';
import { fromJson, parseJson } from '../cty/json';
import { ValueFault } from '../cty/value-fault';
import type { Body } from '../plan/body';
import type { DynamicValueMessage } from '../protocol/messages/values';
import type { ValueType } from '../schema/value-type';

/** A value from Terraform: with every digit, and as providers see it. The two are the same object most of the time. */
export interface Received<T = unknown> {
  readonly exact: T;
  readonly value: T;
}

/** Reads a value in whichever encoding it came. An absent message is null. */
export function receive(type: ValueType, message: DynamicValueMessage | undefined): Received {
  const exact = decode(type, message);
  return { exact, value: narrow(type, exact) };
}

function decode(type: ValueType, message: DynamicValueMessage | undefined): unknown {
  if (message?.msgpack !== undefined && message.msgpack.length > 0) {
    return decodeMsgpack(type, message.msgpack);
  }
  if (message?.json !== undefined && message.json.length > 0) return fromJson(type, parseJson(message.json));
  return null;
}

/** True when two messages are the same bytes, hence the same value. */
export function sameMessage(
  one: DynamicValueMessage | undefined,
  other: DynamicValueMessage | undefined,
): boolean {
  const [bytes, others] = [one?.msgpack, other?.msgpack];
  return bytes !== undefined && others !== undefined && Buffer.compare(bytes, others) === 0;
}

/** {@link receive} for an object that may be null. */
export function receiveObject(
  type: ValueType,
  message: DynamicValueMessage | undefined,
): Received<Body | null> {
  return receive(type, message) as Received<Body | null>;
}

/** {@link receive} for an object that must be there. */
export function receiveBody(type: ValueType, message: DynamicValueMessage | undefined): Received<Body> {
  const received = receiveObject(type, message);
  if (received.exact === null || received.value === null) {
    throw new ValueFault('expected an object, found null');
  }
  return received as Received<Body>;
}

/** Puts digits that providers do not see back where an answer hands a received value through. */
export function withDigits(type: ValueType, value: unknown, received: readonly Received[]): unknown {
  if (received.every((reference) => reference.exact === reference.value)) return value;
  return restore(
    type,
    value,
    received.map((reference) => reference.exact),
  );
}

/** Private bytes: empty means none, on the wire. */
export function privateBytes(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes === undefined || bytes.length === 0 ? undefined : bytes;
}
