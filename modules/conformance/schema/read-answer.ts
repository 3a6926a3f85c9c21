import { defineSchema, surfaceBreaches, schemaBreaches } from '../../plugin';
import type {
  Breach,
  FunctionMessage,
  SurfaceBreaches,
  ResponseOf,
  Schema,
  SchemaMessage,
} from '../../plugin';
import { schemaOfMessage } from './schema-of-message';
import type { ReadSchema } from './schema-of-message';

/** One object that a provider describes, and the faults of its description. */
export interface Described {
  readonly kind: SurfaceBreaches['kind'];
  /** Empty for the provider itself. */
  readonly name: string;
  /** Undefined for functions, which have no schema. */
  readonly schema: Schema | undefined;
  readonly breaches: readonly Breach[];
}

/** Reads a provider's whole description and checks it against the rules. */
export function readAnswer(answer: ResponseOf<'GetProviderSchema'>): readonly Described[] {
  const provider = new Map(answer.provider === undefined ? [] : [['', answer.provider] as const]);
  const schemas = {
    provider: read(provider),
    resource: read(answer.resourceSchemas),
    'data source': read(answer.dataSourceSchemas),
    'ephemeral resource': read(answer.ephemeralResourceSchemas),
  };
  const functions = new Map(Array.from(answer.functions ?? [], signatureOf));
  const found = surfaceBreaches({
    provider: schemas.provider.get('')?.schema ?? defineSchema({ description: '', attributes: {} }),
    resources: once(schemas.resource),
    dataSources: once(schemas['data source']),
    ephemeralResources: once(schemas['ephemeral resource']),
    functions: once(functions),
  });
  const offered = (kind: string, name: string): readonly Breach[] =>
    found.find((one) => one.kind === kind && one.name === name)?.breaches ?? [];
  const objects = Object.entries(schemas).flatMap(([kind, byName]) =>
    Array.from(byName, ([name, { schema, breaches }]) => ({
      kind: kind as keyof typeof schemas,
      name,
      schema,
      breaches: [...breaches, ...schemaBreaches(schema), ...offered(kind, name)],
    })),
  );
  const signatures = Array.from(functions.keys(), (name) => ({
    kind: 'function' as const,
    name,
    schema: undefined,
    breaches: offered('function', name),
  }));
  return [...objects, ...signatures];
}

const read = (messages: ReadonlyMap<string, SchemaMessage> | undefined): ReadonlyMap<string, ReadSchema> =>
  new Map(Array.from(messages ?? [], ([name, message]) => [name, schemaOfMessage(message)] as const));

/** Names are map keys on the wire, so they should be unique. */
const once = <T>(byName: ReadonlyMap<string, T>) => ({ byName, twice: [] });

const signatureOf = ([name, { parameters = [], variadicParameter }]: readonly [string, FunctionMessage]) =>
  [
    name,
    {
      parameters: parameters.map(named),
      variadic: variadicParameter === undefined ? undefined : named(variadicParameter),
    },
  ] as const;

const named = ({ name = '' }: { readonly name?: string | undefined }) => ({ name });
