import {
  attr,
  defineDataSource,
  defineEphemeralResource,
  defineFunction,
  defineResource,
  defineSchema,
  FunctionRejection,
  isKnown,
  types,
} from '../../../../modules/plugin';
import type { CornerStore } from './corner-store';

const objectSchema = defineSchema({
  description: 'An object of the store.',
  attributes: {
    id: attr.string({ required: true, description: 'Id.' }),
    name: attr.string({ computed: true, description: 'Name.' }),
  },
});

export const objectSource = defineDataSource<typeof objectSchema, CornerStore>({
  typeName: 'corner_object',
  schema: objectSchema,
  read: async ({ config, configured }) => ({
    state: { ...config, name: (configured.objects.get(config.id)?.['name'] as string | undefined) ?? null },
  }),
});

export const join = defineFunction({
  name: 'join',
  summary: 'Joins words.',
  description: 'Joins words with a separator. Null words are left out.',
  parameters: [{ name: 'separator', type: types.string, description: 'Between the words.' }],
  variadic: { name: 'words', type: types.string, description: 'The words.', allowNull: true },
  result: types.string,
  call: ({ arguments: [separator], rest }) => {
    if (separator === '') throw new FunctionRejection('must not be empty', 0);
    return rest.filter((word) => word !== null).join(separator);
  },
});

const tokenSchema = defineSchema({
  description: 'A token.',
  attributes: {
    subject: attr.string({ required: true, description: 'For whom.' }),
    token: attr.string({ computed: true, description: 'The token.' }),
  },
});

export const token = defineEphemeralResource<typeof tokenSchema, CornerStore>({
  typeName: 'corner_token',
  schema: tokenSchema,
  open: async ({ config, configured }) => {
    configured.calls.push(`open ${config.subject}`);
    return {
      result: { ...config, token: `token of ${config.subject}` },
      private: Buffer.from(config.subject),
      renewAtMs: Date.now() + 3_600_000,
    };
  },
  close: async ({ private: kept, configured }) => {
    configured.calls.push(`close ${Buffer.from(kept ?? []).toString()}`);
    return {};
  },
});

const renamedSchema = defineSchema({
  version: 1,
  description: 'What takes over others.',
  attributes: {
    label: attr.string({ required: true, description: 'Label.' }),
    origin: attr.string({ computed: true, description: 'Where it came from.' }),
  },
});

/** Takes over a `corner_quiet`, and its own state from when `label` was called `name`. */
export const renamed = defineResource<typeof renamedSchema, CornerStore>({
  typeName: 'corner_renamed',
  schema: renamedSchema,
  plan: ({ planned, prior }) => ({
    planned: prior === null ? planned : { ...planned, origin: prior.origin },
  }),
  create: async ({ planned }) => ({
    state: { ...planned, origin: isKnown(planned.origin) ? planned.origin : 'created' },
  }),
  read: async ({ state }) => ({ state }),
  update: async ({ planned, prior }) => ({ state: { ...planned, origin: prior.origin } }),
  delete: async () => ({}),
  moveState: async ({ sourceTypeName, sourceState }) =>
    sourceTypeName === 'corner_quiet'
      ? { state: { label: (sourceState as { name: string }).name, origin: 'moved' } }
      : undefined,
  upgrade: { 0: (raw) => ({ label: (raw as { name: string }).name, origin: 'upgraded' }) },
});
