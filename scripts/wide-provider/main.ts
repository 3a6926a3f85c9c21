import { defineProvider, defineResource, defineSchema, isUnknown, serveProvider } from '../../modules/plugin';
import type { PlanOf, StateOf } from '../../modules/plugin';
import { wideSchema } from './schema';
import { wideState } from './wide-arguments';

/** Returns the planned object, with usual values for what it left open. */
function decided(planned: PlanOf<typeof wideSchema>): StateOf<typeof wideSchema> {
  const usual: Readonly<Record<string, unknown>> = wideState;
  const members = Object.entries(planned).map(([name, value]) => [
    name,
    isUnknown(value) ? usual[name] : value,
  ]);
  return Object.fromEntries(members) as StateOf<typeof wideSchema>;
}

const wide = defineResource<typeof wideSchema, object>({
  typeName: 'peer_experiment',
  schema: wideSchema,
  create: async ({ planned }) => ({ state: decided(planned) }),
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
