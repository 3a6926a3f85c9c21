import {
  attr,
  defineDataSource,
  defineProvider,
  defineResource,
  defineSchema,
} from '../../../../modules/plugin';
import { Served } from './served';

const d = { description: 'd' };
const none = defineSchema({ ...d, attributes: {} });
const sound = defineSchema({ ...d, attributes: { name: attr.string({ required: true, ...d }) } });
const broken = defineSchema({
  ...d,
  attributes: { name: attr.string({ required: true, computed: true, ...d } as never) },
});
const never = async (): Promise<never> => Promise.reject(new Error('not called'));

it.each([
  { at: 'a resource', resource: broken, source: sound },
  { at: 'a data source', resource: sound, source: broken },
])('a mistake in $at is found although the other one of its name has none', async ({ resource, source }) => {
  const served = new Served(
    defineProvider<typeof none, object>({
      name: 'x',
      version: '0.0.1',
      schema: none,
      configure: async () => ({ configured: {} }),
      resources: [
        defineResource<typeof resource, object>({
          typeName: 'x_it',
          schema: resource,
          create: never,
          read: never,
          update: never,
          delete: never,
        }),
      ],
      dataSources: [
        defineDataSource<typeof source, object>({ typeName: 'x_it', schema: source, read: never }),
      ],
    }),
  );
  const { diagnostics } = await served.call('GetProviderSchema', {});
  expect(diagnostics?.map(({ summary }) => summary)).toEqual(['Provider Defect (R3)']);
});
