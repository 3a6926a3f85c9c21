import { ExactNumber } from '../schema/values/exact-number';
import { DynamicValue } from '../schema/values/dynamic-value';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import { equalValues } from './equal';

/**
 * The value as a provider sees it: where the type says plain number, the nearest JavaScript number stands for an
 * ExactNumber. Returns `value` itself when there is nothing to replace.
 */
export function narrow(type: ValueType, value: unknown): unknown {
  return rebuild(type, value, (member, held) =>
    held instanceof ExactNumber && member.kind === 'number' && !('exact' in member) ? held.toNumber() : held,
  );
}

/**
 * Undoes {@link narrow} on an answer: a plain number equal to the narrowed number at the same place of a reference gets
 * its digits back, so that handing a value through never changes it. The first reference that agrees decides. Elements of
 * sets have no place: those that are equal come first, then all others.
 */
export function restore(type: ValueType, value: unknown, references: readonly unknown[]): unknown {
  if (typeof value === 'number') {
    return references.find((reference) => nearestNumber(reference) === value) ?? value;
  }
  if (value === null || typeof value !== 'object') return value;
  const inside = references.filter((reference) => typeof reference === 'object' && reference !== null);
  if (inside.length === 0) return value;
  if (type.kind === 'set') return restoreSet(elementType(type.element), value, inside);
  return rebuildMembers(type, value, (member, held, key) =>
    restore(
      member,
      held,
      inside.map((reference) => (reference as Readonly<Record<string, unknown>>)[key]),
    ),
  );
}

function restoreSet(element: ValueType, value: object, references: readonly unknown[]): unknown {
  const candidates = references.flatMap((reference) =>
    Array.isArray(reference) ? (reference as unknown[]) : [],
  );
  const narrowed = candidates.map((candidate) => narrow(element, candidate));
  if (!Array.isArray(value) || narrowed.every((seen, index) => seen === candidates[index])) return value;
  const items = value as readonly unknown[];
  const restored = items.map((item) => {
    const same = candidates.filter((_, index) => equalValues(element, item, narrowed[index], 'equal'));
    return restore(element, item, [...same, ...candidates]);
  });
  return restored.some((item, index) => item !== items[index]) ? restored : value;
}

function nearestNumber(value: unknown): unknown {
  return value instanceof ExactNumber ? value.toNumber() : value;
}

function rebuild(
  type: ValueType,
  value: unknown,
  replace: (type: ValueType, value: unknown) => unknown,
): unknown {
  if (value === null || typeof value !== 'object') return value;
  const replaced = replace(type, value);
  if (replaced !== value) return replaced;
  return rebuildMembers(type, value, (member, held) => rebuild(member, held, replace));
}

/** Applies `change` to every member; copies only when a member changed. */
function rebuildMembers(
  type: ValueType,
  value: object,
  change: (type: ValueType, value: unknown, key: string) => unknown,
): unknown {
  if (value instanceof DynamicValue || value instanceof ExactNumber) return value;
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let index = 0; index < value.length; index += 1) {
      const member = memberType(type, index);
      if (member === undefined) return value;
      const changed = change(member, value[index], String(index));
      if (changed !== value[index]) (copy ??= [...(value as unknown[])])[index] = changed;
    }
    return copy ?? value;
  }
  const held = value as Readonly<Record<string, unknown>>;
  let copy: Record<string, unknown> | undefined;
  for (const key in held) {
    const member = memberType(type, key);
    if (member === undefined) continue;
    const changed = change(member, held[key], key);
    if (changed !== held[key]) (copy ??= { ...held })[key] = changed;
  }
  return copy ?? value;
}

function memberType(type: ValueType, key: string | number): ValueType | undefined {
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return elementType(type.element);
    case 'tuple': {
      const element = type.elements[Number(key)];
      return element === undefined ? undefined : elementType(element);
    }
    case 'object':
      return Object.hasOwn(type.members, key) ? type.members[key] : undefined;
    default:
      return undefined;
  }
}
