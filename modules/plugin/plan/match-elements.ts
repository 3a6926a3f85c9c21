import { equalValues } from '../cty/equal';
import { normalKeys } from '../cty/normal-keys';
import { isUnknown } from '../schema/values/unknown';
import type { Body, BodySchema, NestedSchema } from './body';
import { membersOf } from './members';

/** True when `planned` has every value that `config` sets, at every depth. */
export function agrees(schema: BodySchema, config: unknown, planned: unknown): boolean {
  const [wanted, held] = [body(config), body(planned)];
  if (wanted === null || held === null) return false;
  return membersOf(schema).every(({ name, attribute, type, nested }) => {
    const [value, other] = [wanted[name] ?? null, held[name] ?? null];
    if (attribute?.writeOnly === true || (value === null && attribute?.computed === true)) return true;
    return nested === undefined
      ? equalValues(type, value, other, 'equal')
      : nestedAgrees(nested, value, other);
  });
}

function nestedAgrees(schema: NestedSchema, config: unknown, planned: unknown): boolean {
  if (config === null || planned === null) return config === planned;
  if (isUnknown(config) || isUnknown(planned)) return isUnknown(config) && isUnknown(planned);
  const same = (one: unknown, other: unknown): boolean => elementAgrees(schema, one, other);
  switch (schema.nesting) {
    case 'single':
      return same(config, planned);
    case 'map': {
      const [wanted, held] = [normalKeys(config as Body), normalKeys(planned as Body)];
      const keys = Object.keys(wanted);
      return (
        keys.length === Object.keys(held).length &&
        keys.every((key) => Object.hasOwn(held, key) && same(wanted[key], held[key]))
      );
    }
    default: {
      const [wanted, held] = [config as readonly unknown[], planned as readonly unknown[]];
      if (wanted.length !== held.length) return false;
      if (schema.nesting === 'list') return wanted.every((element, index) => same(element, held[index]));
      return (
        wanted.every((element) => held.some((other) => same(element, other))) &&
        held.every((other) => wanted.some((element) => same(element, other)))
      );
    }
  }
}

function elementAgrees(schema: BodySchema, config: unknown, planned: unknown): boolean {
  if (config === null || planned === null) return config === planned;
  if (isUnknown(config) || isUnknown(planned)) return isUnknown(config) && isUnknown(planned);
  return agrees(schema, config, planned);
}

/** What an element is going to be as far as configuration and defaults decide it. */
export function withDefaults(schema: BodySchema, element: unknown): unknown {
  const held = body(element);
  if (held === null) return element;
  const out: Record<string, unknown> = { ...held };
  for (const { name, attribute, nested } of membersOf(schema)) {
    if (attribute?.defaultValue !== undefined) out[name] ??= attribute.defaultValue;
    if (nested !== undefined) out[name] = nestedWithDefaults(nested, out[name]);
  }
  return out;
}

function nestedWithDefaults(schema: NestedSchema, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => withDefaults(schema, element));
  if (schema.nesting === 'single' || body(value) === null) return withDefaults(schema, value);
  return Object.fromEntries(
    Object.entries(value as Body).map(([key, element]) => [key, withDefaults(schema, element)]),
  );
}

function body(value: unknown): Body | null {
  return typeof value === 'object' && value !== null && !isUnknown(value) ? (value as Body) : null;
}
