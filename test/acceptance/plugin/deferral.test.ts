import {
  attr,
  defineDataSource,
  defineProvider,
  defineResource,
  defineSchema,
  isUnknown,
  startReattached,
} from '../../../modules/plugin';
import type { Reattached } from '../../../modules/plugin';
import { Workspace } from './terraform';

const d = { description: 'd' };
const schema = defineSchema({
  ...d,
  attributes: {
    name: attr.string({ required: true, ...d }),
    hint: attr.string({ optional: true, description: 'What can be planned depends on it.' }),
    id: attr.string({ computed: true, ...d }),
  },
});
const none = defineSchema({ ...d, attributes: {} });

let created: string[] = [];
const provider = defineProvider<typeof none, object>({
  name: 'later',
  version: '0.0.1',
  schema: none,
  configure: async () => ({ configured: {} }),
  resources: [
    defineResource<typeof schema, object>({
      typeName: 'later_thing',
      schema,
      plan: ({ planned, config }, { deferralAllowed }) => ({
        planned,
        ...(deferralAllowed && isUnknown(config.hint)
          ? { deferred: { reason: 'RESOURCE_CONFIG_UNKNOWN' } }
          : {}),
      }),
      create: async ({ planned }) => {
        created.push(planned.name);
        return { state: { ...planned, id: planned.name } };
      },
      read: async ({ state }) => ({ state }),
      update: async ({ planned }) => ({ state: { ...planned, id: planned.name } }),
      delete: async () => ({}),
    }),
  ],
  dataSources: [
    defineDataSource<typeof schema, object>({
      typeName: 'later_thing',
      schema,
      read: async ({ config }, { deferralAllowed }) =>
        deferralAllowed
          ? { deferred: { reason: 'ABSENT_PREREQ' } }
          : { state: { name: config.name, hint: null, id: 'found' } },
    }),
  ],
});

const CONFIGURATION = `
terraform {
  required_providers {
    later = { source = "registry.terraform.io/later/later" }
  }
}
resource "terraform_data" "hint" {
  input = "known after apply"
}
resource "later_thing" "now" {
  name = "now"
}
resource "later_thing" "unsure" {
  name = "unsure"
  hint = terraform_data.hint.output
}
data "later_thing" "absent" {
  name = "data"
}
resource "later_thing" "behind" {
  name = data.later_thing.absent.id
}
`;

interface Change {
  readonly address: string;
}
interface Plan {
  readonly resource_changes?: readonly (Change & {
    readonly change: { readonly actions: readonly string[] };
  })[];
  readonly deferred_changes?: readonly { readonly reason: string; readonly resource_change: Change }[];
}

let served: Reattached;
let workspace: Workspace;
beforeEach(async () => {
  created = [];
  served = await startReattached(provider);
  workspace = new Workspace({ TF_REATTACH_PROVIDERS: served.reattach });
  workspace.write(CONFIGURATION);
});
afterEach(async () => {
  await served.stop();
  workspace.remove();
});

async function succeed(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await workspace.run(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

it('is deferred where Terraform allows it, and only there', async () => {
  const { code, stderr } = await workspace.run('plan', '-allow-deferral', '-out=it.tfplan', '-no-color');
  if (code !== 0) {
    // Releases know the option and refuse it; older ones and OpenTofu have none.
    expect(stderr).toMatch(/only valid in experimental builds|flag provided but not defined/);
    await succeed('apply', '-auto-approve', '-no-color');
    expect(created.toSorted()).toEqual(['found', 'now', 'unsure']);
    return;
  }
  const plan = JSON.parse(await succeed('show', '-json', 'it.tfplan')) as Plan;
  expect(plan.resource_changes?.map(({ address }) => address)).toEqual([
    'later_thing.now',
    'terraform_data.hint',
  ]);
  expect(
    plan.deferred_changes?.map(({ reason, resource_change: { address } }) => [address, reason]).toSorted(),
  ).toEqual([
    ['data.later_thing.absent', 'absent_prereq'],
    ['later_thing.behind', 'deferred_prereq'],
    ['later_thing.unsure', 'resource_config_unknown'],
  ]);
  await succeed('apply', '-no-color', 'it.tfplan');
  expect(created).toEqual(['now']);
});
