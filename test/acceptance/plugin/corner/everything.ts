import {
  attr,
  block,
  defineResource,
  defineSchema,
  requiresReplace,
  types,
  useStateForUnknown,
} from '../../../../modules/plugin';
import type { FinalPlanOf, StateOf } from '../../../../modules/plugin';
import type { CornerStore } from './corner-store';

const point = {
  x: attr.number({ required: true, description: 'X.' }),
  label: attr.string({ optional: true, default: 'none', description: 'Label.' }),
  hash: attr.string({ computed: true, description: 'Made by the provider.' }),
};

/** Every type, nesting mode and presence in one resource. */
export const everythingSchema = defineSchema({
  version: 2,
  description: 'Every type and nesting mode.',
  attributes: {
    id: attr.string({
      computed: true,
      nonNull: true,
      description: 'Id.',
      planModifiers: [useStateForUnknown()],
    }),
    name: attr.string({ required: true, description: 'Name.', planModifiers: [requiresReplace()] }),
    text: attr.string({ optional: true, description: 'Text.' }),
    number: attr.number({ optional: true, description: 'Number.' }),
    exact: attr.exactNumber({ optional: true, description: 'Exact number.' }),
    flag: attr.bool({ optional: true, default: false, description: 'Flag.' }),
    anything: attr.dynamic({ optional: true, description: 'Anything.' }),
    region: attr.string({
      optional: true,
      computed: true,
      description: 'Region.',
      planModifiers: [useStateForUnknown()],
    }),
    secret: attr.string({ optional: true, sensitive: true, description: 'Secret.' }),
    password: attr.string({ optional: true, writeOnly: true, description: 'Password.' }),
    password_length: attr.number({ computed: true, description: 'Length of the password.' }),
    words: attr.list(types.string, { optional: true, description: 'Words.' }),
    holes: attr.list(types.nullable(types.string), { optional: true, description: 'Words and gaps.' }),
    unique: attr.set(types.string, { optional: true, description: 'Unique words.' }),
    tags: attr.map(types.string, { optional: true, description: 'Tags.' }),
    matrix: attr.list(types.list(types.number), { optional: true, description: 'Matrix.' }),
    pair: attr.value(types.tuple(types.string, types.number), { optional: true, description: 'Pair.' }),
    plain: attr.value(types.object({ a: types.string, b: types.bool }), {
      optional: true,
      description: 'Plain object.',
    }),
    origin: attr.object(point, { required: true, description: 'One point.' }),
    route: attr.listNested(point, { optional: true, description: 'Points in order.' }),
    cloud: attr.setNested(point, { optional: true, description: 'Points without order.' }),
    named: attr.mapNested(point, { optional: true, description: 'Points by name.' }),
    revision: attr.number({ computed: true, description: 'Counts updates.' }),
  },
  blocks: {
    rule: block.list(
      {
        attributes: { port: attr.number({ required: true, description: 'Port.' }) },
        blocks: {
          source: block.set(
            { attributes: { cidr: attr.string({ required: true, description: 'CIDR.' }) } },
            { description: 'Sources.' },
          ),
        },
      },
      { description: 'Rules.' },
    ),
    single: block.single(
      { attributes: { value: attr.string({ optional: true, description: 'Value.' }) } },
      { description: 'At most one.' },
    ),
    labelled: block.map(
      { attributes: { value: attr.string({ optional: true, description: 'Value.' }) } },
      { description: 'By label.' },
    ),
  },
});

type State = StateOf<typeof everythingSchema>;
type Point = State['origin'];

const hashOf = (p: { readonly x: number; readonly label: string }): string => `${p.label}@${String(p.x)}`;
const withHash = <P extends { readonly x: number; readonly label: string }>(p: P): P & Point => ({
  ...p,
  hash: hashOf(p),
});

export const everything = defineResource<typeof everythingSchema, CornerStore>({
  typeName: 'corner_everything',
  schema: everythingSchema,
  plan: ({ planned, prior }) => ({
    planned: { ...planned, revision: prior === null ? 1 : planned.revision },
  }),
  create: async ({ planned, config, configured, private: kept }) => {
    configured.calls.push('create');
    const state = settle(planned, config.password, 1);
    const id = configured.create(state);
    configured.objects.set(id, { ...state, id });
    return { state: { ...state, id }, private: kept ?? Buffer.from(`made ${id}`) };
  },
  read: async ({ state, configured, private: kept }) => {
    configured.calls.push(`read ${Buffer.from(kept ?? []).toString()}`);
    const held = configured.objects.get(state.id) as State | undefined;
    return { state: held ?? null };
  },
  update: async ({ planned, prior, config, configured }) => {
    configured.calls.push('update');
    const state = { ...settle(planned, config.password, (prior.revision ?? 0) + 1), id: prior.id };
    configured.objects.set(prior.id, state);
    return { state };
  },
  delete: async ({ prior, configured }) => {
    configured.calls.push('delete');
    configured.objects.delete(prior.id);
    return {};
  },
  importState: async ({ id }) => ({ state: { id } }),
  upgrade: {
    0: (raw) => ({ ...(raw as object), text: 'upgraded from 0' }),
    1: (raw) => ({ ...(raw as object), number: 1 }),
  },
});

type Planned = FinalPlanOf<typeof everythingSchema>;

function settle(planned: Planned, password: string | null, revision: number): State {
  return {
    ...planned,
    id: '',
    region: typeof planned.region === 'string' ? planned.region : 'nowhere',
    password_length: password === null ? null : password.length,
    revision,
    origin: withHash(planned.origin),
    route: planned.route?.map(withHash) ?? null,
    cloud: planned.cloud?.map(withHash) ?? null,
    named:
      planned.named === null
        ? null
        : Object.fromEntries(Object.entries(planned.named).map(([key, p]) => [key, withHash(p)])),
  };
}
