import type { AnyAttribute, AnyNestedShape, Attributes, Schema } from '../../../modules/plugin';

export type Values = Readonly<Record<string, unknown>>;

/**
 * What Terraform proposes as the new state before it asks the provider: the configuration, and where that says nothing
 * about an attribute that the provider may decide, what was there before.
 */
export function proposedState(schema: Schema, prior: Values | null, config: Values): Values {
  return merge(schema.attributes, prior, config);
}

function merge(attributes: Attributes, prior: Values | null, config: Values): Values {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => [
      name,
      valueOf(attribute, prior?.[name] ?? null, config[name] ?? null),
    ]),
  );
}

function valueOf({ shape, computed }: AnyAttribute, prior: unknown, config: unknown): unknown {
  if (config === null) return computed ? prior : null;
  return 'nesting' in shape ? nested(shape, prior, config) : config;
}

function nested({ nesting, attributes }: AnyNestedShape, prior: unknown, config: unknown): unknown {
  switch (nesting) {
    case 'single':
      return merge(attributes, prior as Values | null, config as Values);
    case 'list':
      return (config as readonly Values[]).map((element, index) =>
        merge(attributes, (prior as readonly Values[] | null)?.[index] ?? null, element),
      );
    case 'map':
      return Object.fromEntries(
        Object.entries(config as Readonly<Record<string, Values>>).map(([key, element]) => [
          key,
          merge(attributes, (prior as Readonly<Record<string, Values>> | null)?.[key] ?? null, element),
        ]),
      );
    case 'set':
      // Elements of sets have no position, so nothing is carried over from earlier elements.
      return (config as readonly Values[]).map((element) => merge(attributes, null, element));
  }
}

/** Returns a configuration with null for every omitted attribute, as Terraform sends it. */
export function completeConfig(schema: Schema, config: Values): Values {
  return complete(schema.attributes, config);
}

function complete(attributes: Attributes, config: Values): Values {
  const stranger = Object.keys(config).find((name) => attributes[name] === undefined);
  if (stranger !== undefined) throw new Error(`there is no attribute "${stranger}"`);
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { shape }]) => {
      const value = config[name] ?? null;
      return [name, value === null || !('nesting' in shape) ? value : filled(shape, value)];
    }),
  );
}

function filled({ nesting, attributes }: AnyNestedShape, value: unknown): unknown {
  if (nesting === 'single') return complete(attributes, value as Values);
  if (nesting !== 'map') return (value as readonly Values[]).map((element) => complete(attributes, element));
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Values>>).map(([key, element]) => [
      key,
      complete(attributes, element),
    ]),
  );
}
