import type { Attribute, Attributes } from '../../tuning';

/**
 * Returns the configuration that asks for these values. What it leaves out, or the service fills in, is null, as an author would
 * leave it out.
 */
export function inputsOf(attributes: Attributes, values: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      inputOf(attribute, (values as Readonly<Record<string, unknown>>)[name]),
    ]),
  );
}

function inputOf(attribute: Attribute, value: unknown): unknown {
  const { kind, attributes = {}, presence, filledIn, default: usual } = attribute;
  if (value === undefined || value === filledIn || value === usual) return null;
  if (typeof value !== 'object' || value === null) return value;
  if (kind === 'object') return inputsOf(attributes, value);
  if (presence !== 'required' && Object.keys(value).length === 0) return null;
  return kind === 'list' ? (value as object[]).map((item) => inputsOf(attributes, item)) : value;
}
