import { isUtf8 } from 'node:buffer';
import type { AttributeStep } from '../../kernel';
import { DynamicValue } from '../schema/values/dynamic-value';
import { ExactNumber } from '../schema/values/exact-number';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import { parseDecimal } from './decimal';
import { setMember } from './decode';
import { parseExactJson } from './exact-json';
import { layoutOf } from './object-layout';
import { typeFromJson } from './type-json';
import { MAX_DEPTH, ValueFault } from './value-fault';

/** Up to 15 significant digits survive a double; anything longer is read with care. */
const LONG_NUMBER = /[\d.]{16}|\d[eE]/;
const STRING = /"(?:[^"\\]|\\.)*"/g;

/** JSON text of any shape; numbers that a JavaScript number would change are ExactNumber. */
export function parseJson(bytes: Uint8Array): unknown {
  // Decoding would put replacement characters where bytes are damaged, and store those.
  if (!isUtf8(bytes)) throw new ValueFault('not JSON: the text is not UTF-8');
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  // Digests and dates look like such numbers too, and nearly every state has some.
  if (LONG_NUMBER.test(text) && LONG_NUMBER.test(text.replaceAll(STRING, ''))) return parseExactJson(text);
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    throw new ValueFault(`not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

/**
 * Gives parsed JSON a Terraform type. Members that the type does not have are dropped and absent ones are null, as
 * wanted for state that an earlier release of a provider stored.
 * @throws ValueFault naming the place, when a value cannot be of that type.
 */
export function fromJson(type: ValueType, json: unknown): unknown {
  return typed(type, json, []);
}

/** `path` is one array that follows the walk. */
function typed(type: ValueType, json: unknown, path: AttributeStep[]): unknown {
  if (json === null || json === undefined) return null;
  const fail = (wanted: string): ValueFault =>
    new ValueFault(`expected ${wanted}, found ${describe(json)}`, [...path]);
  const inside = (member: ValueType, item: unknown, step: AttributeStep): unknown => {
    if (path.length >= MAX_DEPTH) throw new ValueFault('nested too deeply', path.slice(0, 10));
    path.push(step);
    const made = typed(member, item, path);
    path.pop();
    return made;
  };
  switch (type.kind) {
    case 'string':
      // Terraform writes what was once a number or a bool in that form and reads it as text.
      if (typeof json === 'string') return json;
      if (typeof json === 'number' || typeof json === 'boolean' || json instanceof ExactNumber) {
        return String(json);
      }
      throw fail('a string');
    case 'number':
      if (typeof json === 'number' || json instanceof ExactNumber) return json;
      if (typeof json === 'string' && /^[+-]?[\d.]+(e[+-]?\d+)?$/i.test(json)) return parseDecimal(json);
      throw fail('a number');
    case 'bool':
      if (typeof json === 'boolean') return json;
      if (json === 'true' || json === 'false') return json === 'true';
      throw fail('a bool');
    case 'list':
    case 'set': {
      if (!Array.isArray(json)) throw fail('an array');
      const element = elementType(type.element);
      return json.map((item, index) => inside(element, item, index));
    }
    case 'tuple': {
      if (!Array.isArray(json) || json.length !== type.elements.length) {
        throw fail(`an array of ${String(type.elements.length)} elements`);
      }
      return type.elements.map((element, index) => inside(elementType(element), json[index], index));
    }
    case 'map': {
      const held = record(json, fail);
      const element = elementType(type.element);
      const out: Record<string, unknown> = {};
      for (const key of Object.keys(held)) setMember(out, key, inside(element, held[key], key));
      return out;
    }
    case 'object': {
      const held = record(json, fail);
      const out: Record<string, unknown> = {};
      for (const { name, type: member } of layoutOf(type)) {
        setMember(out, name, inside(member, Object.hasOwn(held, name) ? held[name] : null, name));
      }
      return out;
    }
    case 'dynamic': {
      const held = new Map(Object.entries(record(json, fail)));
      const actual = typeFromJson(JSON.stringify(held.get('type') ?? null));
      return new DynamicValue(actual, typed(actual, held.get('value'), path));
    }
  }
}

function record(json: unknown, fail: (wanted: string) => ValueFault): Readonly<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json) || json instanceof ExactNumber) {
    throw fail('an object');
  }
  return json as Readonly<Record<string, unknown>>;
}

function describe(json: unknown): string {
  if (Array.isArray(json)) return 'an array';
  return typeof json === 'object' ? 'an object' : `the ${typeof json} ${JSON.stringify(json).slice(0, 40)}`;
}
