import { defineProvider, defineResource, defineSchema, serveProvider } from '../../modules/plugin';
import type { StateOf } from '../../modules/plugin';
import { wideSchema } from './schema';
import { wideState } from './wide-arguments';

const wide = defineResource<typeof wideSchema, object>({
  typeName: 'peer_experiment',
  schema: wideSchema,
  create: async ({ planned }) => ({
    state: { ...wideState, ...planned, id: planned.name } as StateOf<typeof wideSchema>,
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
