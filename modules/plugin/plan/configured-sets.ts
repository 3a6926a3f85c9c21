import { isUnknown } from '../schema/values/unknown';
import type { Body, BodySchema, NestedSchema } from './body';
import { membersOf } from './members';

/**
 * The proposal with the elements of sets as the configuration writes them. Terraform fills their gaps from whatever prior
 * element could have come from them, and one gap fits several: two elements can come out as one and the same before
 * their defaults are known.
 */
export function withConfiguredSets(schema: BodySchema, config: Body, proposed: Body): Body {
  let copy: Record<string, unknown> | undefined;
  for (const { name, nested } of membersOf(schema)) {
    if (nested === undefined) continue;
    const value = inNested(nested, config[name] ?? null, proposed[name] ?? null);
    if (value !== (proposed[name] ?? null)) (copy ??= { ...proposed })[name] = value;
  }
  return copy ?? proposed;
}

function inNested(schema: NestedSchema, config: unknown, proposed: unknown): unknown {
  if (!isHeld(config) || !isHeld(proposed)) return proposed;
  if (schema.nesting === 'set') return config;
  const inside = (wanted: unknown, offered: unknown): unknown =>
    isHeld(wanted) && isHeld(offered) ? withConfiguredSets(schema, wanted as Body, offered as Body) : offered;
  if (schema.nesting === 'single') return inside(config, proposed);
  const wanted = config as Readonly<Record<string | number, unknown>>;
  if (Array.isArray(proposed)) {
    const out = proposed.map((element: unknown, index) => inside(wanted[index] ?? null, element));
    return out.every((element, index) => element === proposed[index]) ? proposed : out;
  }
  const held = proposed as Body;
  const out = Object.fromEntries(
    Object.entries(held).map(([key, element]) => [key, inside(wanted[key] ?? null, element)]),
  );
  return Object.keys(held).every((key) => out[key] === held[key]) ? held : out;
}

const isHeld = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !isUnknown(value);
