import { canonicalJson } from '../kernel';

/** What a configuration consists of: JSON, so that every language reads it alike. */
export type Value = null | boolean | number | string | readonly Value[] | Mapping;

export interface Mapping {
  readonly [name: string]: Value;
}

export type Kind = 'null' | 'boolean' | 'number' | 'string' | 'list' | 'mapping';

export function kindOf(value: Value): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'mapping';
  return typeof value as 'boolean' | 'number' | 'string';
}

export const isMapping = (value: Value): value is Mapping => kindOf(value) === 'mapping';

/** Returns a kind in a sentence: "a number", "unset". */
export const named = (kind: Kind): string => (kind === 'null' ? 'null' : `a ${kind}`);

/** Returns a value for a message, at most 80 characters long. */
export function shown(value: Value): string {
  const text = canonicalJson(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}
