import { DynamicValue } from '../schema/values/dynamic-value';
import { ExactNumber } from '../schema/values/exact-number';
import { Unknown } from '../schema/values/unknown';
import { isWhollyKnown } from '../schema/values/wholly-known';
import { elementType } from '../schema/types/value-type';
import type { ValueType } from '../schema/types/value-type';
import { canonicalDecimal } from './decimal';
import { normalKeys } from './normal-keys';
import { layoutOf } from './object-layout';
import { typeToJson } from './type-json';

/** How two unknowns compare: for "did anything change" they never agree, for "is it what was asked for" they do. */
export type UnknownsAre = 'equal' | 'different';

/** Equality of two values of one type. Sets compare without order, numbers by value, strings after normalisation. */
export function equalValues(
  type: ValueType,
  a: unknown,
  b: unknown,
  unknowns: UnknownsAre = 'different',
): boolean {
  if (a instanceof Unknown || b instanceof Unknown) {
    return unknowns === 'equal' && a instanceof Unknown && b instanceof Unknown;
  }
  // Nothing inside can differ from itself, unless it is unknown.
  if (a === b) return isPlain(a) || unknowns === 'equal' || isWhollyKnown(a);
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null);
  switch (type.kind) {
    case 'string':
      // Terraform keeps text in Unicode normal form C.
      return typeof a === 'string' && typeof b === 'string' && a.normalize() === b.normalize();
    case 'number':
      return decimalOf(a) === decimalOf(b);
    case 'bool':
      return false;
    default:
      return equalInside(type, a, b, unknowns);
  }
}

function isPlain(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

function decimalOf(value: unknown): string {
  return canonicalDecimal(value instanceof ExactNumber ? value.decimal : String(value));
}

function equalInside(type: ValueType, a: unknown, b: unknown, unknowns: UnknownsAre): boolean {
  switch (type.kind) {
    case 'list':
      return equalLists(a, b, (x, y) => equalValues(elementType(type.element), x, y, unknowns));
    case 'set':
      return equalSets(a, b, (x, y) => equalValues(elementType(type.element), x, y, unknowns));
    case 'tuple':
      return equalLists(a, b, (x, y, index) => {
        const element = type.elements[index];
        return element !== undefined && equalValues(elementType(element), x, y, unknowns);
      });
    case 'map': {
      const [left, right] = [normalKeys(record(a)), normalKeys(record(b))];
      const keys = Object.keys(left);
      const element = elementType(type.element);
      return (
        keys.length === Object.keys(right).length &&
        keys.every(
          (key) => Object.hasOwn(right, key) && equalValues(element, left[key], right[key], unknowns),
        )
      );
    }
    case 'object': {
      const [left, right] = [record(a), record(b)];
      return layoutOf(type).every(({ name, type: member }) =>
        equalValues(member, left[name] ?? null, right[name] ?? null, unknowns),
      );
    }
    case 'dynamic':
      return (
        a instanceof DynamicValue &&
        b instanceof DynamicValue &&
        JSON.stringify(typeToJson(a.type)) === JSON.stringify(typeToJson(b.type)) &&
        equalValues(a.type, a.value, b.value, unknowns)
      );
    default:
      return a === b;
  }
}

function equalLists(
  a: unknown,
  b: unknown,
  same: (x: unknown, y: unknown, index: number) => boolean,
): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, index) => same(item, b[index], index));
}

/** Elements usually come in the same order; only those that do not are searched for. */
function equalSets(a: unknown, b: unknown, same: (x: unknown, y: unknown) => boolean): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return false;
  const left = a.filter((item, index) => !same(item, (b as unknown[])[index])) as unknown[];
  if (left.length === 0 && a.length === b.length) return true;
  return contains(a, b, same) && contains(b, a, same);
}

/** Duplicates in an answer vanish when Terraform makes a set of it, so containment both ways is equality. */
function contains(
  all: readonly unknown[],
  some: readonly unknown[],
  same: (x: unknown, y: unknown) => boolean,
): boolean {
  return some.every((item) => all.some((other) => same(other, item)));
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>;
}
