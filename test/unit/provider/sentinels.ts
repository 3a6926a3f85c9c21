import type { AnyAttribute, AnyNestedShape, Attributes, ValueType } from '../../../modules/plugin';

/** Where a leaf lies: names of attributes, positions in lists, keys of maps. */
export type LeafPath = readonly (string | number)[];
/** A sentinel for the leaf at a path. */
export type Sentinel = (
  path: LeafPath,
  kind: 'string' | 'number' | 'bool',
) => string | number | boolean | null;

/** The key of every entry of a map, and the position of every element of a list: one entry makes the leaf. */
const MAP_KEY = 'entry';

/** A value of every attribute that a practitioner can set, with a sentinel in each leaf. */
export function filled(
  attributes: Attributes,
  sentinel: Sentinel,
  at: LeafPath = [],
): Record<string, unknown> {
  const inputs = Object.entries(attributes).filter(([, { required, optional }]) => required || optional);
  return Object.fromEntries(
    inputs.map(([name, attribute]) => [name, valueOf(attribute, sentinel, [...at, name])]),
  );
}

function valueOf({ shape }: Pick<AnyAttribute, 'shape'>, sentinel: Sentinel, at: LeafPath): unknown {
  return 'nesting' in shape ? nestedValue(shape, sentinel, at) : plainValue(shape, sentinel, at);
}

function nestedValue({ nesting, attributes }: AnyNestedShape, sentinel: Sentinel, at: LeafPath): unknown {
  if (nesting === 'single') return filled(attributes, sentinel, at);
  if (nesting === 'map') return { [MAP_KEY]: filled(attributes, sentinel, [...at, MAP_KEY]) };
  return [filled(attributes, sentinel, [...at, 0])];
}

function plainValue(type: ValueType, sentinel: Sentinel, at: LeafPath): unknown {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
      return sentinel(at, type.kind);
    case 'list':
    case 'set':
      return [plainValue(type.element as ValueType, sentinel, [...at, 0])];
    case 'map':
      return { [MAP_KEY]: plainValue(type.element as ValueType, sentinel, [...at, MAP_KEY]) };
    default:
      throw new Error(`${at.join('.')}: teach the sentinels the type ${type.kind}.`);
  }
}

/** Every leaf of a value. */
export function leavesOf(value: unknown, at: LeafPath = []): [LeafPath, unknown][] {
  if (value === null || typeof value !== 'object') return [[at, value]];
  return Array.isArray(value)
    ? value.flatMap((item: unknown, index) => leavesOf(item, [...at, index]))
    : Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...at, key]));
}

/** The same value with another leaf. */
export function withLeaf<T>(value: T, path: LeafPath, leaf: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return leaf as T;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<
    string | number,
    unknown
  >;
  copy[step] = withLeaf(copy[step], rest, leaf);
  return copy as T;
}

export const leafAt = (value: unknown, path: LeafPath): unknown =>
  path.reduce<unknown>(
    (inner, step) => (inner as Readonly<Record<string | number, unknown>> | null)?.[step],
    value,
  );
