import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { supports, terraformCli } from '../../support/terraform-cli';
import { startReattached } from '../../../modules/plugin';
import type { Reattached } from '../../../modules/plugin';
import { CornerStore } from './corner/corner-store';
import { cornerProvider } from './corner/provider';
import { Workspace } from './terraform';

const REQUIRED = `
terraform {
  required_providers {
    corner = { source = "registry.terraform.io/corner/corner" }
  }
}
`;

const MOVED = `
resource "corner_renamed" "new" { label = "n" }
moved {
  from = corner_quiet.old
  to   = corner_renamed.new
}
`;

describe('beside resources', () => {
  let store: CornerStore;
  let served: Reattached;
  let workspace: Workspace;

  beforeEach(async () => {
    store = new CornerStore();
    served = await startReattached(cornerProvider(store));
    workspace = new Workspace({ TF_REATTACH_PROVIDERS: served.reattach });
  });
  afterEach(async () => {
    await served.stop();
    workspace.remove();
  });

  const configure = (configuration: string): void => workspace.write(REQUIRED + configuration);
  const apply = () => workspace.succeed('apply', '-auto-approve', '-no-color');
  const output = async (): Promise<unknown> => JSON.parse(await workspace.succeed('output', '-json', 'it'));

  it('a data source looks up what is there', async () => {
    const id = store.create({ name: 'found' });
    configure(`
      data "corner_object" "it" { id = "${id}" }
      output "it" { value = data.corner_object.it.name }
    `);
    await apply();
    expect(await output()).toBe('found');
    expect(await workspace.planExitCode()).toBe(0);
  });

  if (supports('functions')) {
    it('a function computes, takes null where it says so, and rejects with the position of the argument', async () => {
      configure('output "it" { value = provider::corner::join("-", "a", null, "b") }');
      await apply();
      expect(await output()).toBe('a-b');
      configure('output "it" { value = provider::corner::join("", "a") }');
      const { stderr } = await workspace.run('plan', '-no-color');
      expect(stderr).toMatch(/Invalid value for "separator" parameter: must not be empty/);
      configure('output "it" { value = provider::corner::join(null, "a") }');
      expect((await workspace.run('plan', '-no-color')).stderr).toContain('argument must not be null');
    });
  } else {
    it(`${terraformCli.title} has no functions of providers, and rejects the call`, async () => {
      configure('output "it" {\n  value = provider::corner::join("-", "a")\n}\n');
      expect((await workspace.run('plan', '-no-color')).stderr).toContain('Missing newline after argument');
    });
  }

  if (supports('ephemeral')) {
    it('an ephemeral resource is opened, used for a write-only attribute, closed, and never stored', async () => {
      configure(`
        ephemeral "corner_token" "it" { subject = "me" }
        resource "corner_everything" "it" {
          name     = "n"
          password = ephemeral.corner_token.it.token
          origin   = { x = 1 }
        }
      `);
      await apply();
      expect((await workspace.state())['corner_everything.it']).toMatchObject({
        password: null,
        password_length: 11,
      });
      expect(readFileSync(join(workspace.directory, 'terraform.tfstate'), 'utf8')).not.toContain(
        'token of me',
      );
      expect(store.calls.filter((call) => call.endsWith(' me'))).toEqual([
        'open me',
        'close me',
        'open me',
        'close me',
      ]);
    });
  } else {
    it(`${terraformCli.title} has no ephemeral resources, and rejects the block`, async () => {
      configure('ephemeral "corner_token" "it" { subject = "me" }');
      expect((await workspace.run('plan', '-no-color')).stderr).toContain(
        'Blocks of type "ephemeral" are not expected here',
      );
    });

    it(`the framework rejects a write-only attribute if ${terraformCli.title} does not support it`, async () => {
      configure(`
        resource "corner_everything" "it" {
          name     = "n"
          password = "hush"
          origin   = { x = 1 }
        }
      `);
      const { stderr } = await workspace.run('plan', '-no-color');
      expect(stderr).toContain('Write-Only Attribute Not Supported');
      expect(stderr).toContain('"password" is write-only');
    });
  }

  if (supports('moves across types')) {
    it('a resource takes over an object of another type', async () => {
      configure('resource "corner_quiet" "old" { name = "n" }');
      await apply();
      configure(MOVED);
      expect(await apply()).toContain('0 added, 0 changed, 0 destroyed');
      expect((await workspace.state())['corner_renamed.new']).toEqual({ label: 'n', origin: 'moved' });
    });
  } else {
    it(`${terraformCli.title} moves nothing between two types, and says so`, async () => {
      configure('resource "corner_quiet" "old" { name = "n" }');
      await apply();
      configure(MOVED);
      expect((await workspace.run('plan', '-no-color')).stderr).toContain('Resource type mismatch');
    });
  }

  it('a resource rejects a move from an unknown type', async () => {
    configure('resource "corner_renamed" "old" { label = "n" }');
    await apply();
    configure(`
      resource "corner_everything" "new" {
        name   = "n"
        origin = { x = 1 }
      }
      moved {
        from = corner_renamed.old
        to   = corner_everything.new
      }
    `);
    expect((await workspace.run('plan', '-no-color')).stderr).toContain(
      supports('moves across types') ? 'Move Not Supported' : 'Resource type mismatch',
    );
  });

  it.each([
    { version: 0, attributes: { name: 'old' }, origin: 'upgraded', why: 'an older release wrote it' },
    {
      version: 1,
      attributes: { label: 'old', origin: 'kept', gone: 1 },
      origin: 'kept',
      why: 'the same version needs no rewriting',
    },
  ])('state of version $version is read because $why', async ({ version, attributes, origin }) => {
    configure('resource "corner_renamed" "it" { label = "old" }');
    await apply();
    editState(version, attributes);
    expect(await workspace.planExitCode()).toBe(0);
    await apply();
    await workspace.succeed('refresh', '-no-color');
    expect((await workspace.state())['corner_renamed.it']).toEqual({ label: 'old', origin });
  });

  it('state of a newer version is rejected', async () => {
    configure('resource "corner_renamed" "it" { label = "old" }');
    await apply();
    editState(7, { label: 'old' });
    expect((await workspace.run('plan', '-no-color')).stderr).toMatch(/newer/);
  });

  it('a configuration is held to its schema, and each complaint names the place', async () => {
    configure(`
      resource "corner_everything" "it" {
        name   = null
        words  = ["a", null]
        number = 12345678901234567890
        origin = { x = null }
      }
    `);
    const { stderr } = await workspace.run('validate', '-no-color');
    for (const expected of [
      'name must have|"name" must have',
      'Null Element',
      'Number Out of Bounds',
      '"x" must have',
    ]) {
      expect(stderr).toMatch(new RegExp(expected));
    }
  });

  function editState(version: number, attributes: Readonly<Record<string, unknown>>): void {
    const file = join(workspace.directory, 'terraform.tfstate');
    const state = JSON.parse(readFileSync(file, 'utf8')) as {
      serial: number;
      resources: { instances: { schema_version: number; attributes: unknown }[] }[];
    };
    const instance = state.resources[0]?.instances[0];
    if (instance === undefined) throw new Error('nothing in state');
    instance.schema_version = version;
    instance.attributes = attributes;
    state.serial += 1;
    writeFileSync(file, JSON.stringify(state));
  }
});
