import { ExactNumber } from './exact-number';
import { Unknown } from './unknown';
import { types } from '../types/types';
import type { ValueType } from '../types/value-type';

/** A value of an attribute of type `dynamic`: the value and the type Terraform gave it. */
export class DynamicValue {
  /** Diagnostics name what a value is; a bundled class has no other name. */
  static readonly name = 'DynamicValue';
  readonly type: ValueType;
  /** In the shape that `type` says; null and unknown included. */
  readonly value: unknown;

  constructor(type: ValueType, value: unknown) {
    this.type = type;
    this.value = value;
  }
}

/** Gives plain data the type that Terraform would infer for it: arrays become tuples, objects become objects. */
export function dynamicOf(value: unknown): DynamicValue {
  return new DynamicValue(inferType(value), value);
}

function inferType(value: unknown): ValueType {
  if (typeof value === 'string') return types.string;
  if (typeof value === 'number' || value instanceof ExactNumber) return types.exactNumber;
  if (typeof value === 'boolean') return types.bool;
  if (value === null || value === undefined || value instanceof Unknown) return types.dynamic;
  if (Array.isArray(value)) return types.tuple(...value.map(inferType));
  return types.object(
    Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inferType(member)])),
  );
}
