import { Tokenization } from '../dialect';

/** What CDKTF's HCL writer needs to know about an attribute besides its value. */
interface HclAttribute {
  readonly value: unknown;
  readonly isBlock: false;
  readonly type: 'simple' | 'map' | 'list' | 'any';
  readonly storageClassType: string;
}

/** Describes attributes for `cdktf synth --hcl`, which loses types that JSON keeps. */
export function hclAttributes(attributes: Readonly<Record<string, unknown>>): Record<string, HclAttribute> {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, describe(escaped(value))]),
  );
}

function describe(value: unknown): HclAttribute {
  const as = (type: HclAttribute['type'], storageClassType: string): HclAttribute => ({
    value,
    isBlock: false,
    type,
    storageClassType,
  });
  if (Tokenization.isResolvable(value)) return as('any', 'any');
  if (typeof value === 'string') return as('simple', 'string');
  if (typeof value === 'number') return as('simple', 'number');
  if (typeof value === 'boolean') return as('simple', 'boolean');
  if (Array.isArray(value)) return as('any', 'any');
  return as('map', 'anyMap');
}

/** CDKTF's HCL writer quotes strings but leaves backslashes, which HCL would read as escapes. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\\', '\\\\');
  if (Array.isArray(value)) return value.map(escaped);
  if (value === null || typeof value !== 'object' || Tokenization.isResolvable(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, escaped(entry)]));
}
