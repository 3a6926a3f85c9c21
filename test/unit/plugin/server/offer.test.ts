import {
  attr,
  defineDataSource,
  defineFunction,
  defineProvider,
  defineResource,
  defineSchema,
  types,
} from '../../../../modules/plugin';
import type { Lazy, Provider } from '../../../../modules/plugin';
import { calls } from '../../../../modules/plugin/protocol/messages/calls';
import { providerMethod } from '../../../../modules/plugin/server/provider-method';
import { Served } from './served';

const description = 'd';
const schema = defineSchema({ description, attributes: {} });
const defaulted = defineSchema({
  description,
  attributes: { a: attr.string({ default: 'x', description }) },
});
const resource = (typeName: string) =>
  defineResource<typeof schema>({
    typeName,
    schema,
    create: async () => ({ state: {} }),
    read: async ({ state }) => ({ state }),
    update: async ({ prior }) => ({ state: prior }),
    delete: async () => ({}),
  });
const source = (typeName: string, of = schema) =>
  defineDataSource({ typeName, schema: of, read: async () => ({ state: {} }) });
const aFunction = (name: string, ...parameters: readonly string[]) =>
  defineFunction({
    name,
    summary: 's',
    description,
    parameters: parameters.map((parameter) => ({ name: parameter, type: types.string, description })),
    result: types.string,
    call: () => 'x',
  });

/** What the host is told when it asks a provider with these parts for its schemas. */
async function describing(parts: Partial<Provider>) {
  const { session } = new Served(
    defineProvider({
      name: 'z',
      version: '0.0.1',
      schema,
      configure: async () => ({}),
      resources: [],
      ...parts,
    }),
  );
  const answer = await providerMethod(session, '/tfplugin6.Provider/GetProviderSchema')?.(
    new Uint8Array(),
    new AbortController(),
  );
  const { diagnostics = [], provider } = calls.GetProviderSchema.response.decode(answer ?? new Uint8Array());
  return {
    described: provider !== undefined,
    said: diagnostics.map(({ summary, detail }) => `${summary ?? ''}: ${detail?.split('\n')[0] ?? ''}`),
  };
}

const lazy = (typeName: string): Lazy<ReturnType<typeof resource>> => ({
  typeName,
  load: async () => resource(typeName),
});

it.each<{ what: string; parts: Partial<Provider>; thing: string }>([
  { what: 'resources', parts: { resources: [resource('z_a'), resource('z_a')] }, thing: 'resource z_a' },
  { what: 'lazy resources', parts: { resources: [lazy('z_a'), lazy('z_a')] }, thing: 'resource z_a' },
  {
    what: 'unnamed resources',
    parts: { resources: [resource('z_a'), () => resource('z_a')] },
    thing: 'resource z_a',
  },
  { what: 'data sources', parts: { dataSources: [source('z_a'), source('z_a')] }, thing: 'data source z_a' },
  {
    what: 'ephemeral resources',
    parts: {
      ephemeralResources: [1, 2].map(() => ({ typeName: 'z_a', schema, open: async () => ({ result: {} }) })),
    },
    thing: 'ephemeral resource z_a',
  },
  { what: 'functions', parts: { functions: [aFunction('f'), aFunction('f')] }, thing: 'function f' },
])('two $what of one name are rejected', async ({ parts, thing }) => {
  expect(await describing(parts)).toEqual({
    described: false,
    said: [
      `Provider Defect (R5): While describing ${thing}, the object is listed twice under one name, so one of the two could never be used.`,
    ],
  });
});

it('a resource and a data source may share a name', async () => {
  expect(await describing({ resources: [resource('z_a')], dataSources: [source('z_a')] })).toEqual({
    described: true,
    said: [],
  });
});

it.each<{ parts: Partial<Provider>; says: string }>([
  { parts: { resources: [resource('z-a B')] }, says: 'resource z-a B, the object has a name that' },
  { parts: { dataSources: [source('1_a')] }, says: 'data source 1_a, the object has a name that' },
  { parts: { functions: [aFunction('Bad-name')] }, says: 'function Bad-name, the object has a name that' },
  { parts: { functions: [aFunction('f', 'a b')] }, says: 'function f, the object has a parameter "a b"' },
  { parts: { functions: [aFunction('f', 'a', 'a')] }, says: 'the object has two parameters "a"' },
  {
    parts: {
      functions: [{ ...aFunction('f', 'a'), variadic: { name: 'a', type: types.string, description } }],
    },
    says: 'the object has two parameters "a"',
  },
  {
    parts: {
      schema: defineSchema({
        description,
        attributes: { alias: attr.string({ optional: true, description }) },
      }),
    },
    says: 'describing provider z, "alias" is a word that Terraform reserves',
  },
  { parts: { dataSources: [source('z_a', defaulted)] }, says: 'data source z_a, "a" has a default' },
])('is rejected because "$says …"', async ({ parts, says }) => {
  const { described, said } = await describing(parts);
  expect({ described, said }).toEqual({ described: false, said: [expect.stringContaining(says)] });
});

it('a type may have the hyphen of its provider', async () => {
  expect((await describing({ resources: [resource('my-cloud_thing')] })).said).toEqual([]);
});
