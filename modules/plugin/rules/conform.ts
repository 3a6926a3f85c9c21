import type { AttributePath } from '../../kernel';
import { setMember } from '../cty/decode';
import { DynamicValue } from '../schema/dynamic-value';
import { ExactNumber } from '../schema/exact-number';
import { Unknown } from '../schema/unknown';
import { elementType } from '../schema/value-type';
import type { ValueType } from '../schema/value-type';
import { isPlainObject, kindOf } from './kind-of';

/** Hears of every place that is not as it should be. */
export type Complaint = (path: AttributePath, problem: string) => void;

/**
 * The nearest value that is of the type: what does not fit becomes null, what the type does not have is left out. The
 * value itself when it fits. So an answer with a mistake in it can still be stored, and nothing that exists is forgotten.
 */
export function conform(
  type: ValueType,
  value: unknown,
  complain: Complaint,
  path: AttributePath = [],
): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Unknown) return value;
  const misfit = (wanted: string): null => {
    complain(path, `should be ${wanted} and is ${kindOf(value)}`);
    return null;
  };
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' ? value : misfit('a string');
    case 'number':
      if (value instanceof ExactNumber) return value;
      return Number.isFinite(value) ? value : misfit('a finite number');
    case 'bool':
      return typeof value === 'boolean' ? value : misfit('a bool');
    case 'list':
    case 'set': {
      if (!Array.isArray(value)) return misfit('an array');
      const element = elementType(type.element);
      return same(
        value,
        value.map((item, index) => conform(element, item, complain, [...path, index])),
      );
    }
    case 'tuple': {
      if (!Array.isArray(value) || value.length !== type.elements.length) {
        return misfit(`an array of ${String(type.elements.length)} elements`);
      }
      const items = type.elements.map((element, index) =>
        conform(elementType(element), value[index], complain, [...path, index]),
      );
      return same(value, items);
    }
    case 'map': {
      if (!isPlainObject(value)) return misfit('a map');
      const element = elementType(type.element);
      return conformMembers(value, Object.keys(value), (key) =>
        conform(element, value[key], complain, [...path, key]),
      );
    }
    case 'object': {
      if (!isPlainObject(value)) return misfit('an object');
      const { members } = type;
      for (const name of Object.keys(value)) {
        if (!Object.hasOwn(members, name)) complain([...path, name], 'is not in the schema');
      }
      return conformMembers(value, Object.keys(members), (name) => {
        const held = Object.hasOwn(value, name) ? value[name] : null;
        return conform(members[name] ?? { kind: 'dynamic' }, held, complain, [...path, name]);
      });
    }
    case 'dynamic': {
      if (!(value instanceof DynamicValue)) return misfit('a DynamicValue');
      const inside = conform(value.type, value.value, complain, path);
      return inside === value.value ? value : new DynamicValue(value.type, inside);
    }
  }
}

/** Replaces every unknown by null, complaining about each. */
export function settle(value: unknown, complain: Complaint, path: AttributePath = []): unknown {
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) return value;
  if (value instanceof Unknown) {
    complain(path, 'is still unknown');
    return null;
  }
  if (Array.isArray(value)) {
    return same(
      value,
      value.map((item, index) => settle(item, complain, [...path, index])),
    );
  }
  if (value instanceof DynamicValue) {
    const inside = settle(value.value, complain, path);
    return inside === value.value ? value : new DynamicValue(value.type, inside);
  }
  const held = value as Readonly<Record<string, unknown>>;
  return conformMembers(held, Object.keys(held), (key) => settle(held[key], complain, [...path, key]));
}

type Members = Readonly<Record<string, unknown>>;

function conformMembers(
  value: Members,
  names: readonly string[],
  change: (name: string) => unknown,
): Members {
  const out: Record<string, unknown> = {};
  let changed = Object.keys(value).length !== names.length;
  for (const name of names) {
    const member = change(name);
    changed ||= member !== value[name];
    setMember(out, name, member);
  }
  return changed ? out : value;
}

function same(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}
