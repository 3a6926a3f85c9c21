import type { Json } from '../../kernel';
import { types } from '../schema/types/types';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import { MAX_DEPTH, ValueFault } from './value-fault';

/** Terraform's JSON notation for a type: `"string"`, `["list","string"]`, `["object",{"a":"bool"}]`. */
export function typeToJson(type: ValueType): Json {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type.kind;
    case 'list':
    case 'set':
    case 'map':
      return [type.kind, typeToJson(elementType(type.element))];
    case 'tuple':
      return [type.kind, type.elements.map((element) => typeToJson(elementType(element)))];
    case 'object':
      return [
        type.kind,
        Object.fromEntries(Object.entries(type.members).map(([name, member]) => [name, typeToJson(member)])),
      ];
  }
}

/** Parses {@link typeToJson}'s notation. Numbers are exact, since no declaration allows doubles. */
export function typeFromJson(text: string): ValueType {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new ValueFault('a dynamic value has a type that is not JSON');
  }
  return parse(json, 0);
}

function parse(json: unknown, depth: number): ValueType {
  if (depth > MAX_DEPTH) throw new ValueFault('a type is nested too deeply');
  if (json === 'string') return types.string;
  if (json === 'number') return types.exactNumber;
  if (json === 'bool') return types.bool;
  if (json === 'dynamic') return types.dynamic;
  if (Array.isArray(json)) {
    const [kind, argument] = json as readonly unknown[];
    if (kind === 'list' || kind === 'set' || kind === 'map') {
      return { kind, element: types.nullable(parse(argument, depth + 1)) };
    }
    if (kind === 'tuple' && Array.isArray(argument)) {
      return types.tuple(...argument.map((element) => types.nullable(parse(element, depth + 1))));
    }
    if (kind === 'object' && typeof argument === 'object' && argument !== null) {
      const members = Object.entries(argument).map(
        ([name, member]) => [name, parse(member, depth + 1)] as const,
      );
      return types.object(Object.fromEntries(members));
    }
  }
  throw new ValueFault(`${JSON.stringify(json).slice(0, 80)} is not a type`);
}
