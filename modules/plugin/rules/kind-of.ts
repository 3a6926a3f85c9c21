/**
 * True for plain objects, which authors and JSON write between braces; false for instances of any class, including
 * Promise and Map.
 */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Object.prototype has no prototype, in any realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Returns what a value is, for the words "should be … and is …". Never the value itself, which may be secret. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return `an array of ${String(value.length)} elements`;
  if (typeof value === 'object') {
    const name = (value.constructor as { readonly name?: string } | undefined)?.name ?? 'Object';
    return name === 'Object' ? 'an object' : `a ${name}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return `a ${typeof value}`;
}
