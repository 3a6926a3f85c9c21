import { attr, defineProvider, defineResource, defineSchema } from '../../../../modules/plugin';
import { expectTold } from '../../../support/expect-told';
import { Served } from './served';

const d = { description: 'd' };
const schema = defineSchema({
  ...d,
  version: 2,
  attributes: { name: attr.string({ required: true, ...d }) },
});
const known = { name: 'x', version: '0.0.1', schema: defineSchema({ ...d, attributes: {} }) };
const create = (): Promise<never> => Promise.reject(new Error('no test creates anything'));
const plain = { typeName: 'x_it', schema, create, update: create, read: create, delete: create };

const served = new Served(
  defineProvider<typeof known.schema, object>({
    ...known,
    configure: async () => ({ configured: {} }),
    resources: [
      defineResource<typeof schema, object>(plain),
      defineResource<typeof schema, object>({ ...plain, typeName: 'x_old', importState: create }),
    ],
  }),
);

const stateOf = (version: number) => ({
  typeName: 'x_it',
  version,
  rawState: { json: Buffer.from('{"name":"n"}') },
});

describe('a call that a provider cannot answer', () => {
  it.each([
    {
      call: 'the import of a resource that imports nothing',
      make: () => served.call('ImportResourceState', { typeName: 'x_it', id: 'the-id' }),
      told: { code: 'IMPORT_UNSUPPORTED', names: '"the-id"', remedy: 'Remove its import block' },
    },
    {
      call: 'a move to a resource that takes over nothing',
      make: () =>
        served.call('MoveResourceState', {
          targetTypeName: 'x_it',
          sourceTypeName: 'y_it',
          sourceProviderAddress: 'registry.terraform.io/y/y',
          sourceState: { json: Buffer.from('{}') },
        }),
      told: {
        code: 'MOVE_UNSUPPORTED',
        names: 'y_it of registry.terraform.io/y/y',
        remedy: 'Remove the moved block',
      },
    },
    {
      call: 'a state that a newer release wrote',
      make: () => served.call('UpgradeResourceState', stateOf(3)),
      told: { code: 'STATE_TOO_NEW', names: 'schema version 3', remedy: 'Use that release' },
    },
    {
      call: 'a state that no upgrade leads from',
      make: () => served.call('UpgradeResourceState', stateOf(1)),
      told: {
        code: 'UPGRADE_MISSING',
        names: 'from schema version 1 to 2',
        remedy: 'use the release that wrote',
      },
    },
    {
      call: 'a state that is a flat map',
      make: () => served.call('UpgradeResourceState', { typeName: 'x_it', rawState: { flatmap: new Map() } }),
      told: { code: 'STATE_FORM_TOO_OLD', names: 'x_it', remedy: 'with Terraform 0.12' },
    },
    {
      call: 'a type that the provider does not have',
      make: () => served.call('ImportResourceState', { typeName: 'x_that', id: 'i' }),
      told: { code: 'UNKNOWN_TYPE', names: '"x_that"', remedy: 'Correct the name' },
    },
    {
      call: 'an import before the configuration is known',
      make: () => {
        served.session.configure(undefined, true);
        return served.call('ImportResourceState', { typeName: 'x_old', id: 'i' });
      },
      told: {
        code: 'PROVIDER_CONFIGURATION_UNKNOWN',
        names: 'importing x_old',
        remedy: 'terraform apply -target',
      },
    },
  ])('is told what to do: $call', async ({ make, told }) => {
    await expectTold(make, told);
  });
});
