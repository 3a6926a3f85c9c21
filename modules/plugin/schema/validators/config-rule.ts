import type { AttributePath, Diagnostic } from '../../../kernel';
import { DynamicValue } from '../values/dynamic-value';
import { Unknown } from '../values/unknown';

/** A check across the attributes of one resource, data source or provider. Unknown values never cause an error. */
export interface ConfigRule {
  /** One sentence for the reference documentation. */
  readonly description: string;
  /** Empty when the configuration keeps the rule. */
  check(config: Readonly<Record<string, unknown>>): readonly Diagnostic[];
}

/** One attribute or block by its name, or by the path to it. Paths lead through objects, lists and maps, not sets. */
export type Place = string | AttributePath;

/**
 * Makes rules a resource's `validate`, or a part of it:
 * `validate: configRules(conflicting('name', 'name_prefix'), exactlyOneOf('file', 'text'))`.
 */
export function configRules(
  ...list: readonly ConfigRule[]
): (request: { readonly config: object }) => readonly Diagnostic[] {
  return ({ config }) => list.flatMap((rule) => rule.check(config as Readonly<Record<string, unknown>>));
}

/** Whether something is set at a place; `open` when only an apply will tell. */
export type PlaceState = 'set' | 'absent' | 'open';

/**
 * Looks at one place. Empty lists, sets and maps count as absent: Terraform sends absent blocks like that, and an
 * empty collection seldom means anything else.
 */
export function placeStateAt(config: Readonly<Record<string, unknown>>, path: AttributePath): PlaceState {
  let value: unknown = config;
  for (const step of path) {
    if (value instanceof Unknown) return 'open';
    if (value === null || value === undefined || typeof value !== 'object') return 'absent';
    value = Object.hasOwn(value, step) ? (value as Readonly<Record<string | number, unknown>>)[step] : null;
  }
  if (value instanceof DynamicValue) value = value.value;
  if (value instanceof Unknown) return 'open';
  if (value === null || value === undefined) return 'absent';
  if (typeof value === 'object' && Object.keys(value).length === 0) return 'absent';
  return 'set';
}

/** The path to a place. */
export function pathOf(place: Place): AttributePath {
  return typeof place === 'string' ? [place] : place;
}
