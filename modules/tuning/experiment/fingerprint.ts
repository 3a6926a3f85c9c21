import { canonicalJson, sha256Hex } from '../../kernel';
import type { Json } from '../../kernel';
import type { Attribute, Attributes } from './attribute';
import { experimentModel } from './model';

/** Raised only if the meaning of the canonical form below changes, which makes every experiment look new. */
const FORMAT = 1;

/**
 * Returns the SHA-256, in hexadecimal, of everything that what is searched and the meaning of its result depend on: of all values
 * but those whose edit is metadata only. Equal searches have equal fingerprints,
 * in whatever order their ranges, values, metrics and channels are written.
 *
 * An optional attribute that is absent, empty or what the service fills in leaves no trace, so a later version may add
 * optional attributes without making existing experiments look changed.
 */
export function fingerprint(spec: object, model: Attributes = experimentModel): string {
  return sha256Hex(canonicalJson({ format: FORMAT, spec: canonical(model, spec, isIdentity) }));
}

const isIdentity = ({ edit }: Attribute): boolean => edit !== 'metadata only';

/** Returns the same values, or those of some attributes, with unordered lists sorted and empty values removed. */
export function canonical(
  attributes: Attributes,
  values: object,
  isKept: (attribute: Attribute) => boolean = () => true,
): Readonly<Record<string, Json>> {
  const pairs = Object.entries(attributes).flatMap(([name, attribute]): [string, Json][] => {
    if (!isKept(attribute)) return [];
    const value = canonicalValue(attribute, (values as Readonly<Record<string, unknown>>)[name], isKept);
    return value === undefined || isEmpty(attribute, value) ? [] : [[name, value]];
  });
  return Object.fromEntries(pairs);
}

function canonicalValue(
  attribute: Attribute,
  value: unknown,
  isKept: (attribute: Attribute) => boolean,
): Json | undefined {
  const { kind, attributes = {}, ordered } = attribute;
  if (value === undefined || value === null) return undefined;
  if (kind === 'object') return canonical(attributes, value, isKept);
  if (kind !== 'list' && kind !== 'texts') return value as Json;
  const items: readonly Json[] =
    kind === 'texts'
      ? (value as string[])
      : (value as object[]).map((item) => canonical(attributes, item, isKept));
  return ordered === true ? items : sorted(items);
}

/** By code unit, not by locale: the same on every machine. */
function sorted(items: readonly Json[]): readonly Json[] {
  const keyed = items.map((item) => ({ item, key: canonicalJson(item) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ item }) => item);
}

function isEmpty({ presence, filledIn }: Attribute, value: Json): boolean {
  if (value === filledIn) return true;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  return presence === 'optional' && value === '';
}
