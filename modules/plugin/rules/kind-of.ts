/** True for what authors and JSON write between braces; false for instances of any class, a Promise or a Map among them. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Object.prototype has nothing above it, in whichever realm it was made.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** What a value is, for the words "should be … and is …". Never the value itself, which may be secret. */
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
