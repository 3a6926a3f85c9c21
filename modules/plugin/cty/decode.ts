import type { AttributeStep } from '../../kernel';
import { DynamicValue } from '../schema/values/dynamic-value';
import { elementType } from '../schema/types/value-type';
import type { ObjectType, ValueType } from '../schema/types/value-type';
import { typeFromJson } from './type-json';
import { MsgpackReader } from './msgpack-reader';
import { layoutOf } from './object-layout';
import { MAX_DEPTH, ValueFault } from './value-fault';

/**
 * Reads a MessagePack value of the given type. Numbers that a JavaScript number cannot hold come as ExactNumber
 * whatever the type; see `narrow`.
 * @throws ValueFault naming the place, when the bytes are no such value.
 */
export function decodeMsgpack(type: ValueType, bytes: Uint8Array): unknown {
  const reader = new MsgpackReader(bytes);
  const path: AttributeStep[] = [];
  try {
    const value = read(type, reader, path);
    if (!reader.done) throw new ValueFault('there is more than one value');
    return value;
  } catch (thrown) {
    if (thrown instanceof ValueFault && thrown.path.length === 0) throw new ValueFault(thrown.problem, path);
    throw thrown;
  }
}

function read(type: ValueType, reader: MsgpackReader, path: AttributeStep[]): unknown {
  if (reader.nil()) return null;
  const placeholder = reader.unknown();
  if (placeholder !== undefined) return placeholder;
  switch (type.kind) {
    case 'string':
      return reader.string();
    case 'number':
      return reader.number();
    case 'bool':
      return reader.bool();
    case 'object':
      return readObject(type, reader, path);
    case 'list':
    case 'set': {
      const element = elementType(type.element);
      const out: unknown[] = [];
      const length = reader.arrayLength();
      for (let index = 0; index < length; index += 1) {
        enter(path, index);
        out.push(read(element, reader, path));
        path.pop();
      }
      return out;
    }
    case 'map': {
      const element = elementType(type.element);
      const out: Record<string, unknown> = {};
      for (let left = reader.mapLength(); left > 0; left -= 1) {
        const key = reader.string();
        enter(path, key);
        setMember(out, key, read(element, reader, path));
        path.pop();
      }
      return out;
    }
    case 'tuple': {
      const length = reader.arrayLength();
      if (length !== type.elements.length) {
        throw new ValueFault(`expected ${String(type.elements.length)} elements, found ${String(length)}`);
      }
      return type.elements.map((element, index) => {
        enter(path, index);
        const item = read(elementType(element), reader, path);
        path.pop();
        return item;
      });
    }
    case 'dynamic': {
      if (reader.arrayLength() !== 2) throw new ValueFault('a dynamic value has a type and a value');
      const actual = typeFromJson(Buffer.from(reader.binary()).toString('utf8'));
      return new DynamicValue(actual, read(actual, reader, path));
    }
  }
}

function readObject(type: ObjectType, reader: MsgpackReader, path: AttributeStep[]): unknown {
  const layout = layoutOf(type);
  const out: Record<string, unknown> = {};
  const length = reader.mapLength();
  const readMember = (name: string, member: ValueType): void => {
    enter(path, name);
    setMember(out, name, read(member, reader, path));
    path.pop();
  };
  let taken = 0;
  // Terraform writes every member, and in this order: its name need not be read letter by letter.
  if (length === layout.length) {
    for (const member of layout) {
      if (!reader.skip(member.key)) break;
      readMember(member.name, member.type);
      taken += 1;
    }
  }
  if (taken === layout.length && taken === length) return out;
  const members = type.members;
  for (; taken < length; taken += 1) {
    const name = reader.string();
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) throw new ValueFault(`there is no attribute ${JSON.stringify(name)}`);
    readMember(name, member);
  }
  for (const name in members) {
    if (!Object.hasOwn(out, name)) throw new ValueFault(`the attribute ${JSON.stringify(name)} is missing`);
  }
  return out;
}

/** `__proto__` is a legal key in Terraform and must become a member, not a prototype. */
export function setMember(target: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
  } else {
    target[name] = value;
  }
}

function enter(path: AttributeStep[], step: AttributeStep): void {
  if (path.length >= MAX_DEPTH) throw new ValueFault('nested too deeply');
  path.push(step);
}
