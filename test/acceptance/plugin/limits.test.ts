import {
  attr,
  defineProvider,
  defineResource,
  defineSchema,
  startReattached,
  tagsAll,
  timeouts,
  types,
} from '../../../modules/plugin';
import type { Reattached } from '../../../modules/plugin';
import { Workspace } from './terraform';

const limits = { create: '30m' } as const;
const schema = defineSchema({
  description: 'Something that takes as long as it is told to.',
  attributes: {
    name: attr.string({ required: true, description: 'Name; "slow" never gets ready.' }),
    etag: attr.string({ computed: true, nonNull: true, description: 'Changes with every update.' }),
    tags: attr.map(types.string, { optional: true, description: 'Tags.' }),
    tags_all: tagsAll(),
    timeouts: timeouts(limits),
  },
});

type Tags = Readonly<Record<string, string>>;
let updates = 0;

const resource = defineResource<typeof schema, Tags>({
  typeName: 'limits_thing',
  schema,
  timeouts: limits,
  taggable: { defaultTags: (defaults) => defaults },
  create: async ({ planned }, { signal }) => {
    if (planned.name === 'slow') {
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      throw signal.reason;
    }
    return { state: { ...planned, etag: 'first', tags_all: planned.tags_all as Tags } };
  },
  read: async ({ state }) => ({ state }),
  update: async ({ planned }) => {
    updates += 1;
    return { state: { ...planned, etag: `update ${String(updates)}`, tags_all: planned.tags_all as Tags } };
  },
  delete: async () => ({}),
});

const provider = defineProvider({
  name: 'limits',
  version: '0.0.1',
  schema: defineSchema({
    description: 'Limits.',
    attributes: { default_tags: attr.map(types.string, { optional: true, description: 'Default tags.' }) },
  }),
  configure: async ({ config }) => ({ configured: (config.default_tags ?? {}) as Tags }),
  resources: [resource],
});

describe('under the real Terraform', () => {
  let served: Reattached;
  let workspace: Workspace;

  beforeEach(async () => {
    updates = 0;
    served = await startReattached(provider);
    workspace = new Workspace({ TF_REATTACH_PROVIDERS: served.reattach });
  });
  afterEach(async () => {
    await served.stop();
    workspace.remove();
  });

  const configure = (team: string, body: string): void =>
    workspace.write(`
      terraform {
        required_providers {
          limits = { source = "registry.terraform.io/limits/limits" }
        }
      }
      provider "limits" { default_tags = { team = "${team}" } }
      resource "limits_thing" "it" {
        ${body}
      }
    `);
  const apply = () => workspace.succeed('apply', '-auto-approve', '-no-color');
  const thing = async () => (await workspace.state())['limits_thing.it'];

  it('a creation that takes too long says which limit it was and how to raise it', async () => {
    configure('red', 'name = "slow"\n timeouts = { create = "500ms" }');
    const { code, stderr } = await workspace.run('apply', '-auto-approve', '-no-color');
    expect(code).toBe(1);
    expect(stderr.replace(/[│\s]+/g, ' ')).toContain(
      'the time limit of 500ms was reached, set by timeouts.create. To allow more time, set ' +
        'timeouts = { create = "1s" } in the resource, and apply again. [TIMEOUT]',
    );
  });

  it('a malformed time limit is rejected before anything happens', async () => {
    configure('red', 'name = "n"\n timeouts = { create = "soon" }');
    expect((await workspace.run('validate', '-no-color')).stderr).toContain('Malformed Duration');
  });

  it('a change of timeouts alone is stored without touching the object', async () => {
    configure('red', 'name = "n"');
    await apply();
    configure('red', 'name = "n"\n timeouts = { create = "1h" }');
    expect(await apply()).toContain('0 added, 1 changed, 0 destroyed');
    expect(await thing()).toMatchObject({ etag: 'first', timeouts: { create: '1h' } });
    expect(updates).toBe(0);
    expect(await workspace.planExitCode()).toBe(0);
  });

  it('a changed default tag updates every object that has it', async () => {
    configure('red', 'name = "n"\n tags = { a = "b" }');
    await apply();
    expect(await thing()).toMatchObject({ tags: { a: 'b' }, tags_all: { a: 'b', team: 'red' } });
    expect(await workspace.planExitCode()).toBe(0);
    configure('blue', 'name = "n"\n tags = { a = "b" }');
    expect(await apply()).toContain('0 added, 1 changed, 0 destroyed');
    expect(await thing()).toMatchObject({ etag: 'update 1', tags_all: { a: 'b', team: 'blue' } });
    expect(await workspace.planExitCode()).toBe(0);
  });
});
