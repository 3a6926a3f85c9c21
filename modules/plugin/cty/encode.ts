import type { AttributeStep } from '../../kernel';
import { DynamicValue } from '../schema/values/dynamic-value';
import { ExactNumber } from '../schema/values/exact-number';
import { Unknown } from '../schema/values/unknown';
import { elementType } from '../schema/types/value-type';
import type { ElementType, ObjectType, ValueType } from '../schema/types/value-type';
import { MsgpackWriter } from './msgpack-writer';
import { layoutOf } from './object-layout';
import { typeToJson } from './type-json';
import { MAX_DEPTH, ValueFault } from './value-fault';

/**
 * Writes a value of the given type as MessagePack. Members of an object that are absent or undefined are null.
 * @throws ValueFault naming the place, when the value is not of that type.
 */
export function encodeMsgpack(type: ValueType, value: unknown): Uint8Array {
  const path: AttributeStep[] = [];
  try {
    write(type, value, path);
    return writer.finish();
  } catch (thrown) {
    writer.finish();
    if (thrown instanceof ValueFault && thrown.path.length === 0) throw new ValueFault(thrown.problem, path);
    throw thrown;
  }
}

/** One for all calls: encoding never yields in the middle. */
const writer = new MsgpackWriter(16 * 1024);

function write(type: ValueType, value: unknown, path: AttributeStep[]): void {
  if (value === null || value === undefined) {
    writer.nil();
    return;
  }
  if (value instanceof Unknown) {
    writer.unknown(value);
    return;
  }
  switch (type.kind) {
    case 'string':
      if (typeof value !== 'string') throw mismatch('a string', value);
      writer.string(value);
      return;
    case 'number':
      if (typeof value !== 'number' && !(value instanceof ExactNumber)) throw mismatch('a number', value);
      if (Number.isNaN(value)) throw new ValueFault('NaN is not a number that Terraform knows');
      writer.number(value);
      return;
    case 'bool':
      if (typeof value !== 'boolean') throw mismatch('a bool', value);
      writer.bool(value);
      return;
    case 'object':
      writeObject(type, value, path);
      return;
    case 'list':
    case 'set':
      writeElements(type.element, value, path);
      return;
    case 'map':
      writeMap(type.element, value, path);
      return;
    case 'tuple':
      writeTuple(type.elements, value, path);
      return;
    case 'dynamic':
      if (!(value instanceof DynamicValue)) {
        throw new ValueFault('a dynamic value must be a DynamicValue; make one with dynamicOf');
      }
      if (value.type.kind === 'dynamic') {
        write(value.type, value.value, path);
        return;
      }
      writer.arrayLength(2);
      writer.binary(Buffer.from(JSON.stringify(typeToJson(value.type))));
      write(value.type, value.value, path);
  }
}

function writeObject(type: ObjectType, value: unknown, path: AttributeStep[]): void {
  const layout = layoutOf(type);
  const held = record(value, 'an object');
  writer.mapLength(layout.length);
  let present = 0;
  for (const member of layout) {
    const { name } = member;
    const own = Object.hasOwn(held, name);
    if (own) present += 1;
    writer.written(member.key);
    enter(path, name);
    write(member.type, own ? held[name] : null, path);
    path.pop();
  }
  const names = Object.keys(held);
  if (names.length === present) return;
  const extra = names.find((name) => !Object.hasOwn(type.members, name));
  throw new ValueFault(`there is no attribute ${JSON.stringify(extra)} in the schema`);
}

function writeElements(element: ElementType, value: unknown, path: AttributeStep[]): void {
  if (!Array.isArray(value)) throw mismatch('an array', value);
  const type = elementType(element);
  writer.arrayLength(value.length);
  for (let index = 0; index < value.length; index += 1) {
    enter(path, index);
    write(type, value[index], path);
    path.pop();
  }
}

function writeMap(element: ElementType, value: unknown, path: AttributeStep[]): void {
  const held = record(value, 'a map');
  const type = elementType(element);
  const keys = Object.keys(held);
  writer.mapLength(keys.length);
  for (const key of keys) {
    writer.string(key);
    enter(path, key);
    write(type, held[key], path);
    path.pop();
  }
}

function writeTuple(elements: readonly ElementType[], value: unknown, path: AttributeStep[]): void {
  if (!Array.isArray(value)) throw mismatch('an array', value);
  if (value.length !== elements.length) {
    throw new ValueFault(`expected ${String(elements.length)} elements, found ${String(value.length)}`);
  }
  writer.arrayLength(value.length);
  elements.forEach((element, index) => {
    enter(path, index);
    write(elementType(element), value[index], path);
    path.pop();
  });
}

function record(value: unknown, wanted: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw mismatch(wanted, value);
  if (value instanceof DynamicValue || value instanceof ExactNumber) throw mismatch(wanted, value);
  return value as Readonly<Record<string, unknown>>;
}

function mismatch(wanted: string, value: unknown): ValueFault {
  const found = Array.isArray(value)
    ? 'an array'
    : typeof value === 'object' && value !== null
      ? `an object of class ${value.constructor.name}`
      : `a ${typeof value}`;
  return new ValueFault(`expected ${wanted}, found ${found}`);
}

function enter(path: AttributeStep[], step: AttributeStep): void {
  if (path.length >= MAX_DEPTH) throw new ValueFault('nested too deeply');
  path.push(step);
}
