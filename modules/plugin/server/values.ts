import { decodeMsgpack } from '../cty/decode';
import { narrow, restore } from '../cty/exactness';
import { fromJson, parseJson } from '../cty/json';
import { ValueFault } from '../cty/value-fault';
import type { Body } from '../plan/body';
import type { DynamicValueMessage } from '../protocol/messages/values';
import type { ValueType } from '../schema/types/value-type';

/** A value from Terraform, with every digit and as providers see it. Usually the two are the same object. */
export interface Received<T = unknown> {
  readonly exact: T;
  readonly value: T;
}

/** Decodes a value in either encoding. An absent message is null. */
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

/** True if two messages have the same bytes, and hence the same value. */
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

/** {@link receive} for an object that must not be null. */
export function receiveBody(type: ValueType, message: DynamicValueMessage | undefined): Received<Body> {
  const received = receiveObject(type, message);
  if (received.exact === null || received.value === null) {
    throw new ValueFault('expected an object, found null');
  }
  return received as Received<Body>;
}

/** Restores digits that providers do not see where a response contains a received value. */
export function withDigits(type: ValueType, value: unknown, received: readonly Received[]): unknown {
  if (received.every((reference) => reference.exact === reference.value)) return value;
  return restore(
    type,
    value,
    received.map((reference) => reference.exact),
  );
}

/** Private bytes: on the wire, empty means none. */
export function privateBytes(bytes: Uint8Array | undefined): Uint8Array | undefined {
  return bytes === undefined || bytes.length === 0 ? undefined : bytes;
}
