import { defineProvider, defineResource, defineSchema, serveProvider } from '../../modules/plugin';
import { wideSchema } from './schema';

const wide = defineResource<typeof wideSchema, object>({
  typeName: 'peer_experiment',
  schema: wideSchema,
  create: async ({ planned }) => ({
    state: {
      ...planned,
      id: planned.name,
      generation: 1,
      verdict: 'launch',
      because: 'first',
      search_space: 'space',
      status: 'InProgress',
    },
  }),
  read: async ({ state }) => ({ state }),
  update: async ({ planned, prior }) => ({ state: { ...prior, ...planned } as typeof prior }),
  delete: async () => ({}),
});

void serveProvider(
  defineProvider({
    name: 'peer',
    version: '0.0.1',
    schema: defineSchema({ description: 'A provider to measure.', attributes: {} }),
    configure: async () => ({ configured: {} }),
    resources: [() => wide],
  }),
  { address: 'registry.terraform.io/tuneform/peer' },
);
