import { isAttributeName, isIdentifier, isTypeName } from '../schema/names';
import type { Schema } from '../schema/schema';
import type { Breach } from './breach';
import { checkSchemaOf } from './check-schema-of';
import type { SchemaKind } from './check-schema-of';

/** The entries of one kind that a provider lists. */
export interface Offered<T> {
  readonly byName: ReadonlyMap<string, T>;
  /** Names that more than one entry has. */
  readonly twice: readonly string[];
}

/** Everything that a provider offers. */
export interface ProviderSurface {
  readonly provider: Schema;
  readonly resources: Offered<{ readonly schema: Schema }>;
  readonly dataSources: Offered<{ readonly schema: Schema }>;
  readonly ephemeralResources: Offered<{ readonly schema: Schema }>;
  readonly functions: Offered<Signature>;
}

interface Signature {
  readonly parameters: readonly { readonly name: string }[];
  readonly variadic?: { readonly name: string } | undefined;
}

/** The breaches in one description. */
export interface SurfaceBreaches {
  readonly kind: SchemaKind | 'function';
  /** Empty for the provider itself. */
  readonly name: string;
  readonly breaches: readonly Breach[];
}

/** Returns breaches of R2, R3 and R5 in what a provider lists: its names, and the use of each schema. */
export function checkSurface(surface: ProviderSurface): readonly SurfaceBreaches[] {
  const types = (kind: SchemaKind, offered: ProviderSurface['resources']): readonly SurfaceBreaches[] =>
    described(kind, offered, ({ schema }, name) => [
      ...(isTypeName(name) ? [] : [badName]),
      ...checkSchemaOf(kind, schema),
    ]);
  return [
    { kind: 'provider' as const, name: '', breaches: checkSchemaOf('provider', surface.provider) },
    ...types('resource', surface.resources),
    ...types('data source', surface.dataSources),
    ...types('ephemeral resource', surface.ephemeralResources),
    ...described('function', surface.functions, (signature, name) => [
      ...(isAttributeName(name) ? [] : [badName]),
      ...checkParameters(signature),
    ]),
  ].filter(({ breaches }) => breaches.length > 0);
}

const badName: Breach = { rule: 'R2', path: [], problem: 'has a name that Terraform does not accept' };
const listedTwice: Breach = {
  rule: 'R5',
  path: [],
  problem: 'is listed twice under one name, so one of the two could never be used',
};

function described<T>(
  kind: SurfaceBreaches['kind'],
  { byName, twice }: Offered<T>,
  check: (held: T, name: string) => readonly Breach[],
): readonly SurfaceBreaches[] {
  return Array.from(byName, ([name, held]) => ({
    kind,
    name,
    breaches: [...(twice.includes(name) ? [listedTwice] : []), ...check(held, name)],
  }));
}

/** Terraform does not use parameter names, but still rejects bad ones: `loadschemas/plugins.go` of its source. */
function checkParameters({ parameters, variadic }: Signature): readonly Breach[] {
  const names = [...parameters, ...(variadic === undefined ? [] : [variadic])].map(({ name }) => name);
  return [
    ...names
      .filter((name) => !isIdentifier(name))
      .map((name) => ({
        ...badName,
        problem: `has a parameter "${name}", a name that Terraform does not accept`,
      })),
    ...names
      .filter((name, index) => names.indexOf(name) !== index)
      .map((name) => ({ ...listedTwice, problem: `has two parameters "${name}"` })),
  ];
}
