/** Stands for a value that is known only during the apply. */
export const UNKNOWN = Symbol('known after apply');

/** A value of a plan: JSON with {@link UNKNOWN} where the apply decides. */
export type Planned = unknown;

/** What Terraform does with a resource. `refresh`: a change that the plan's refresh has already found. */
export type PlannedAction =
  'create' | 'update' | 'replace' | 'delete' | 'forget' | 'read' | 'no-op' | 'refresh';

export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly action: PlannedAction;
  /** Attributes now; absent for a resource that is created. */
  readonly before: Readonly<Record<string, Planned>> | undefined;
  /** Attributes after the apply; absent for a resource that is deleted. */
  readonly after: Readonly<Record<string, Planned>> | undefined;
}

/** Returns the value at a path of nested attributes; `undefined` if it is absent or null, and unknown if a parent is. */
export function valueAt(attributes: PlannedChange['before'], ...path: readonly string[]): Planned {
  let value: Planned = attributes;
  for (const name of path) {
    if (value === UNKNOWN) return UNKNOWN;
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string, Planned>>)[name];
  }
  return value ?? undefined;
}

/** Returns the text at a path; `undefined` if it is absent, unknown or no text. */
export function textAt(attributes: PlannedChange['before'], ...path: readonly string[]): string | undefined {
  const value = valueAt(attributes, ...path);
  return typeof value === 'string' ? value : undefined;
}

/** Returns the number at a path; `undefined` if it is absent, unknown or no number. */
export function numberAt(
  attributes: PlannedChange['before'],
  ...path: readonly string[]
): number | undefined {
  const value = valueAt(attributes, ...path);
  return typeof value === 'number' ? value : undefined;
}
