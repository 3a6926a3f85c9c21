import { types } from 'node:util';

/**
 * Encodes records as JSON, so that ordinary tools can read a store. Values that JSON lacks (dates, bytes and numbers
 * that are not finite) become an object with one tag whose value is a list of one.
 */
export function encodeRecord(value: unknown): string {
  return JSON.stringify(value, function (this: Readonly<Record<string, unknown>>, key, shown: unknown) {
    // `toJSON` converts dates and buffers before a replacer sees them.
    const held = this[key];
    if (types.isDate(held)) return { $date: [held.getTime()] };
    if (types.isUint8Array(held)) return { $bytes: [Buffer.from(held).toString('base64')] };
    if (typeof held === 'number' && !Number.isFinite(held)) return { $number: [String(held)] };
    return shown;
  });
}

/** Returns the value of the text. */
export function decodeRecord(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  return isPlain(text) ? value : revive(value);
}

/** Whether a record's text holds only values that JSON has. */
export function isPlain(text: string): boolean {
  return !/"\$(?:date|bytes|number)":\[/.test(text);
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revive);
  const record = value as Readonly<Record<string, unknown>>;
  const tagged = untag(record);
  if (tagged !== undefined) return tagged;
  return Object.fromEntries(Object.entries(record).map(([key, member]) => [key, revive(member)]));
}

function untag(record: Readonly<Record<string, unknown>>): unknown {
  const keys = Object.keys(record);
  const key = keys[0];
  const held = key === undefined || keys.length > 1 ? undefined : record[key];
  if (!Array.isArray(held) || held.length !== 1) return undefined;
  const item: unknown = held[0];
  if (key === '$date' && typeof item === 'number') return new Date(item);
  if (key === '$bytes' && typeof item === 'string') return Buffer.from(item, 'base64');
  if (key === '$number' && typeof item === 'string') return Number(item);
  return undefined;
}
