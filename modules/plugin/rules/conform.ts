import type { AttributePath, AttributeStep } from '../../kernel';
import { setMember } from '../cty/decode';
import { layoutOf } from '../cty/object-layout';
import { DynamicValue } from '../schema/values/dynamic-value';
import { ExactNumber } from '../schema/values/exact-number';
import { types } from '../schema/types/types';
import { Unknown } from '../schema/values/unknown';
import { elementType } from '../schema/types/value-type';
import type { ObjectType, ValueType } from '../schema/types/value-type';
import { isPlainObject, kindOf } from './kind-of';

/** Called for every place that breaks a rule. */
export type Complaint = (path: AttributePath, problem: string) => void;

/**
 * Returns the nearest value of the type: a member that does not fit becomes null, an unknown member is dropped. Returns
 * the value itself if it fits. So a wrong response can still be stored, and no existing object is forgotten.
 */
export function conform(type: ValueType, value: unknown, complain: Complaint): unknown {
  return fit(type, value, complain, []);
}

/** Replaces every unknown by null and reports each. Returns the value itself if it has none. */
export function settle(value: unknown, complain: Complaint): unknown {
  return decide(value, complain, []);
}

// Nearly all values are correct. So `path` is one array that follows the walk and is copied only for a report, and
// values are copied only where they change.

function fit(type: ValueType, value: unknown, complain: Complaint, path: AttributeStep[]): unknown {
  if (value === null || value === undefined) return null;
  if (value instanceof Unknown) return value;
  const misfit = (wanted: string): null => {
    complain([...path], `should be ${wanted} and is ${kindOf(value)}`);
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
      return changeElements(value, path, (item) => fit(element, item, complain, path));
    }
    case 'tuple': {
      if (!Array.isArray(value) || value.length !== type.elements.length) {
        return misfit(`an array of ${String(type.elements.length)} elements`);
      }
      return changeElements(value, path, (item, index) =>
        fit(elementType(type.elements[index] ?? types.dynamic), item, complain, path),
      );
    }
    case 'map': {
      if (!isPlainObject(value)) return misfit('a map');
      const element = elementType(type.element);
      return changeMembers(value, path, (member) => fit(element, member, complain, path));
    }
    case 'object':
      return isPlainObject(value) ? fitObject(type, value, complain, path) : misfit('an object');
    case 'dynamic': {
      if (!(value instanceof DynamicValue)) return misfit('a DynamicValue');
      const inside = fit(value.type, value.value, complain, path);
      return inside === value.value ? value : new DynamicValue(value.type, inside);
    }
  }
}

function fitObject(type: ObjectType, value: Members, complain: Complaint, path: AttributeStep[]): Members {
  const layout = layoutOf(type);
  const names = Object.keys(value);
  let changed = names.length !== layout.length;
  for (const name of names) {
    if (Object.hasOwn(type.members, name)) continue;
    complain([...path, name], 'is not in the schema');
    changed = true;
  }
  // A missing or extra member makes it a different object; otherwise it is copied when the first member changes.
  let out: Record<string, unknown> | undefined = changed ? {} : undefined;
  for (const { name, type: member } of layout) {
    const held = Object.hasOwn(value, name) ? value[name] : null;
    path.push(name);
    const fitted = fit(member, held, complain, path);
    path.pop();
    if (fitted !== held) out ??= { ...value };
    if (out !== undefined) setMember(out, name, fitted);
  }
  return out ?? value;
}

function decide(value: unknown, complain: Complaint, path: AttributeStep[]): unknown {
  if (value === null || typeof value !== 'object' || value instanceof ExactNumber) return value;
  if (value instanceof Unknown) {
    complain([...path], 'is still unknown');
    return null;
  }
  if (Array.isArray(value)) return changeElements(value, path, (item) => decide(item, complain, path));
  if (value instanceof DynamicValue) {
    const inside = decide(value.value, complain, path);
    return inside === value.value ? value : new DynamicValue(value.type, inside);
  }
  return changeMembers(value as Members, path, (member) => decide(member, complain, path));
}

type Members = Readonly<Record<string, unknown>>;

function changeElements(
  value: readonly unknown[],
  path: AttributeStep[],
  change: (item: unknown, index: number) => unknown,
): readonly unknown[] {
  let out: unknown[] | undefined;
  for (let index = 0; index < value.length; index += 1) {
    path.push(index);
    const changed = change(value[index], index);
    path.pop();
    if (changed !== value[index]) (out ??= [...value])[index] = changed;
  }
  return out ?? value;
}

function changeMembers(value: Members, path: AttributeStep[], change: (member: unknown) => unknown): Members {
  let out: Record<string, unknown> | undefined;
  for (const name of Object.keys(value)) {
    path.push(name);
    const changed = change(value[name]);
    path.pop();
    if (changed !== value[name]) setMember((out ??= { ...value }), name, changed);
  }
  return out ?? value;
}
