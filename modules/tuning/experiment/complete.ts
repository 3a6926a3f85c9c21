import type { Attribute, Attributes } from './attribute';

type Values = Readonly<Record<string, unknown>>;

interface Completion {
  readonly isUnknown?: (value: unknown) => boolean;
  /** Replaces an unset value; unless it is null, the attribute is left out. */
  readonly absent?: null;
  /** Whether the attributes are those of an object or element, all of whose required ones have to be given. */
  readonly isInside?: boolean;
}

/** Returns the values of the attributes alone: defaults filled in, unset lists and maps empty. */
export function complete(
  attributes: Attributes,
  values: object,
  { isUnknown = () => false, absent, isInside = false }: Completion = {},
): Values {
  const known = <T>(value: T): T | undefined => (value === null || isUnknown(value) ? undefined : value);
  const inside = (inner: Attributes, value: object): Values =>
    complete(inner, value, { isUnknown, ...(absent === null && { absent, isInside: true }) });
  const one = (attribute: Attribute, value: unknown): unknown => {
    if (isUnknown(value)) return undefined;
    if (value === null || value === undefined) {
      // Terraform, or the type of the binding, reports what an object lacks; no check has to expect its absence.
      return emptyOf(attribute) ?? (isInside && attribute.presence === 'required' ? undefined : absent);
    }
    const { kind, attributes: inner = {} } = attribute;
    if (kind === 'object') return inside(inner, value);
    // An unknown element keeps its place, so that positions stay right.
    if (kind === 'list') return (value as object[]).map((item) => (known(item) ? inside(inner, item) : {}));
    if (kind === 'texts') return (value as unknown[]).map(known);
    if (kind !== 'map') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, known<unknown>(item)]));
  };
  const pairs = Object.entries(attributes).map(([name, attribute]) => [
    name,
    one(attribute, (values as Values)[name]),
  ]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Values;
}

function emptyOf({ kind, default: otherwise }: Attribute): unknown {
  if (kind === 'map') return {};
  return kind === 'list' || kind === 'texts' ? [] : otherwise;
}
