import {
  attr,
  block,
  defineDataSource,
  defineFunction,
  defineProvider,
  defineResource,
  defineSchema,
  isKnown,
  requiresReplace,
  types,
  unknown,
  useStateForUnknown,
} from '../../../../modules/plugin';
import type {
  ConfigOf,
  FinalPlanOf,
  KnownConfigOf,
  ManagedResource,
  PlanOf,
  StateOf,
  Unknown,
} from '../../../../modules/plugin';

/* eslint-disable @typescript-eslint/no-unnecessary-type-parameters -- here the type parameters are what is tested */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Fails to compile unless its parameter is `true`. */
const holds = <_T extends true>(): void => undefined;
/* eslint-enable @typescript-eslint/no-unnecessary-type-parameters */

const schema = defineSchema({
  description: 'Every presence.',
  attributes: {
    name: attr.string({ required: true, description: 'd', planModifiers: [requiresReplace()] }),
    note: attr.string({ optional: true, description: 'd' }),
    region: attr.string({ optional: true, computed: true, description: 'd' }),
    size: attr.number({ optional: true, default: 3, description: 'd' }),
    arn: attr.string({ computed: true, description: 'd' }),
    id: attr.string({
      computed: true,
      nonNull: true,
      description: 'd',
      planModifiers: [useStateForUnknown()],
    }),
    secret: attr.string({ optional: true, writeOnly: true, description: 'd' }),
    tags: attr.map(types.string, { optional: true, description: 'd' }),
    holes: attr.list(types.nullable(types.string), { optional: true, description: 'd' }),
    limits: attr.object(
      {
        max: attr.number({ required: true, description: 'd' }),
        used: attr.number({ computed: true, description: 'd' }),
      },
      { required: true, description: 'd' },
    ),
    ranges: attr.listNested(
      { low: attr.number({ required: true, description: 'd' }) },
      { optional: true, description: 'd' },
    ),
  },
  blocks: {
    rule: block.list(
      { attributes: { port: attr.number({ required: true, description: 'd' }) } },
      { description: 'd' },
    ),
  },
});

type S = typeof schema;

describe('types inferred from a schema', () => {
  it('puts null and unknown where each presence allows them', () => {
    holds<Same<ConfigOf<S>['name'], string | Unknown>>();
    holds<Same<ConfigOf<S>['note'], string | null | Unknown>>();
    holds<Same<ConfigOf<S>['arn'], null>>();
    holds<Same<ConfigOf<S>['secret'], string | null | Unknown>>();
    holds<Same<KnownConfigOf<S>['secret'], string | null>>();
    holds<Same<PlanOf<S>['size'], number | Unknown>>();
    holds<Same<PlanOf<S>['id'], string | Unknown>>();
    holds<Same<PlanOf<S>['secret'], null>>();
    holds<Same<FinalPlanOf<S>['name'], string>>();
    holds<Same<FinalPlanOf<S>['size'], number>>();
    holds<Same<FinalPlanOf<S>['region'], string | null | Unknown>>();
    holds<Same<StateOf<S>['name'], string>>();
    holds<Same<StateOf<S>['note'], string | null>>();
    holds<Same<StateOf<S>['arn'], string | null>>();
    holds<Same<StateOf<S>['id'], string>>();
    holds<Same<StateOf<S>['tags'], Readonly<Record<string, string>> | null>>();
    holds<Same<StateOf<S>['holes'], readonly (string | null)[] | null>>();
    holds<Same<StateOf<S>['limits']['used'], number | null>>();
    holds<Same<StateOf<S>['rule'][number]['port'], number>>();
    expect(Object.keys(schema.attributes)).toContain('limits');
  });

  it('lets a final plan be used as a plan and a state be built from it', () => {
    const asPlan = (planned: FinalPlanOf<S>): PlanOf<S> => planned;
    const asState = (planned: FinalPlanOf<S>): StateOf<S> => ({
      ...planned,
      region: isKnown(planned.region) ? planned.region : null,
      arn: 'a',
      id: 'i',
      limits: { ...planned.limits, used: 0 },
    });
    expect([asPlan, asState]).toHaveLength(2);
  });

  it('accepts differently shaped resources in one provider', () => {
    interface Clients {
      readonly url: string;
    }
    const resource = defineResource<S, Clients>({
      typeName: 'corner_thing',
      schema,
      plan: ({ planned, prior }) => ({ planned: prior === null ? { ...planned, arn: unknown } : planned }),
      create: async ({ planned, configured }) => ({
        state: { ...planned, region: configured.url, arn: null, id: 'x', limits: { max: 1, used: null } },
      }),
      read: async ({ state }) => ({ state }),
      update: async ({ prior }) => ({ state: prior }),
      delete: async () => ({}),
      importState: async ({ id }) => ({ state: { id } }),
    });
    const annotated: ManagedResource<S, Clients> = resource;
    const source = defineDataSource({
      typeName: 'corner_lookup',
      schema: defineSchema({
        description: 'd',
        attributes: { a: attr.string({ computed: true, description: 'd' }) },
      }),
      read: async () => ({ state: { a: 'b' } }),
    });
    const join = defineFunction({
      name: 'join',
      summary: 's',
      description: 'd',
      parameters: [{ name: 'a', type: types.string, description: 'd' }],
      variadic: { name: 'rest', type: types.string, description: 'd' },
      result: types.string,
      call: ({ arguments: [first], rest }) => [first, ...rest].join(','),
    });
    const provider = defineProvider({
      name: 'corner',
      version: '0.0.0',
      schema: defineSchema({ description: 'd', attributes: {} }),
      configure: async () => ({ configured: { url: 'u' } }),
      resources: [
        annotated,
        () => resource,
        { typeName: 'corner_thing', load: () => Promise.resolve(resource) },
      ],
      dataSources: [source],
      functions: [join],
    });
    expect(provider.resources).toHaveLength(3);
    defineProvider<typeof provider.schema, { readonly other: number }>({
      ...provider,
      configure: async () => ({}),
      // @ts-expect-error - the resource needs something that this provider's configure does not supply
      resources: [annotated],
    });
  });
});
