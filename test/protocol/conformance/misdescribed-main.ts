import {
  attr,
  block,
  defineProvider,
  defineResource,
  defineSchema,
  serveProvider,
} from '../../../modules/plugin';

const schema = defineSchema({
  description: 'A schema that Terraform refuses.',
  attributes: {
    count: attr.string({ optional: true, description: 'A word that Terraform keeps for itself.' }),
    Camel: attr.string({ optional: true, description: 'Not a name.' }),
  },
  blocks: {
    rule: block.map(
      { attributes: { port: attr.number({ required: true, description: 'Port.' }) } },
      { description: 'Rules.', minItems: 1 },
    ),
  },
});

/** A provider whose only fault is its description of itself, as an executable. */
void serveProvider(
  defineProvider({
    name: 'misdescribed',
    version: '0.0.1',
    schema: defineSchema({ description: 'Nothing to configure.', attributes: {} }),
    configure: async () => ({ configured: undefined }),
    resources: [
      defineResource<typeof schema, undefined>({
        typeName: 'misdescribed_thing',
        schema,
        create: async ({ planned }) => ({ state: planned }),
        read: async ({ state }) => ({ state }),
        update: async ({ planned }) => ({ state: planned }),
        delete: async () => ({}),
      }),
    ],
  }),
  { address: 'registry.terraform.io/corner/misdescribed' },
);
