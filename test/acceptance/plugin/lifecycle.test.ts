import { supports } from '../../support/terraform-cli';
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

const FULL = `
resource "corner_everything" "it" {
  name     = "first"
  text     = "héllo ∞"
  number   = 1 / 3
  exact    = 12345678901234567890123
  flag     = true
  anything = { list = [1, "two", null], deep = { yes = true } }
  secret   = "hush"
${supports('write-only') ? '  password = "not stored"' : ''}
  words    = ["a", "b", "a"]
  holes    = ["a", null]
  unique   = ["z", "a"]
  tags     = { env = "test", "__proto__" = "kept" }
  matrix   = [[1, 2.5], [], [0.1]]
  pair     = ["one", 1]
  plain    = { a = "x", b = null }
  origin   = { x = 0 }
  route    = [{ x = 1 }, { x = 2, label = "two" }]
  cloud    = [{ x = 3 }, { x = 4, label = "four" }]
  named    = { home = { x = 5 } }
  rule {
    port = 80
    source { cidr = "10.0.0.0/8" }
    source { cidr = "192.168.0.0/16" }
  }
  rule { port = 443 }
  single { value = "s" }
  labelled "one" { value = "l" }
}
`;

describe('a provider under the real Terraform', () => {
  let store: CornerStore;
  let served: Reattached;
  let workspace: Workspace;

  beforeEach(async () => {
    store = new CornerStore();
    served = await startReattached(cornerProvider(store));
    workspace = new Workspace({ TF_REATTACH_PROVIDERS: served.reattach });
    await configure(FULL);
  });

  afterEach(async () => {
    await served.stop();
    workspace.remove();
  });

  async function configure(configuration: string): Promise<void> {
    workspace.write(REQUIRED + configuration);
  }

  async function expectEmptyPlans(): Promise<void> {
    expect((await workspace.run('plan', '-no-color', '-detailed-exitcode')).stdout).toContain('No changes');
    expect(await workspace.planExitCode('-refresh=false')).toBe(0);
  }

  const apply = () => workspace.succeed('apply', '-auto-approve', '-no-color');

  it('creates every type and nesting mode, and plans nothing afterwards', async () => {
    await apply();
    const it = (await workspace.state())['corner_everything.it'];
    expect(it).toMatchObject({
      id: 'corner-1',
      text: 'héllo ∞',
      password: null,
      password_length: supports('write-only') ? 10 : null,
      tags: { env: 'test' },
      holes: ['a', null],
      matrix: [[1, 2.5], [], [0.1]],
      origin: { x: 0, label: 'none', hash: 'none@0' },
      region: 'nowhere',
      revision: 1,
    });
    await expectEmptyPlans();
  });

  it('updates in place, keeping what the schema says stays', async () => {
    await apply();
    await configure(FULL.replace('"héllo ∞"', '"changed"').replace('x = 3 }', 'x = 33 }'));
    const plan = await workspace.succeed('plan', '-no-color');
    expect(plan).toContain('will be updated in-place');
    await apply();
    expect((await workspace.state())['corner_everything.it']).toMatchObject({
      id: 'corner-1',
      text: 'changed',
      revision: 2,
    });
    await expectEmptyPlans();
  });

  it('replaces when an attribute that forces it changes', async () => {
    await apply();
    await configure(FULL.replace('"first"', '"second"'));
    const plan = await workspace.succeed('plan', '-no-color');
    expect(plan).toContain('# forces replacement');
    await apply();
    expect((await workspace.state())['corner_everything.it']).toMatchObject({
      id: 'corner-2',
      name: 'second',
    });
    expect([...store.objects.keys()]).toEqual(['corner-2']);
    await expectEmptyPlans();
  });

  it('plans with values that are known only after apply', async () => {
    await configure(
      `
      resource "corner_everything" "a" {
        name = "a"
        origin = { x = 1 }
      }
      resource "corner_everything" "b" {
        name = corner_everything.a.id
        words = [corner_everything.a.id]
        origin = { x = corner_everything.a.revision, label = corner_everything.a.id }
        tags = { (corner_everything.a.name) = corner_everything.a.id }
        cloud = [{ x = 1, label = corner_everything.a.id }]
        dynamic "rule" {
          for_each = toset([corner_everything.a.id])
          content { port = length(rule.value) }
        }
      }
    `.replace('toset([corner_everything.a.id])', '[corner_everything.a.id]'),
    );
    await apply();
    expect((await workspace.state())['corner_everything.b']).toMatchObject({
      name: 'corner-1',
      words: ['corner-1'],
      origin: { x: 1, label: 'corner-1', hash: 'corner-1@1' },
      rule: [{ port: 8, source: [] }],
    });
    await expectEmptyPlans();
  });

  it('imports by id, and the import needs no change', async () => {
    await apply();
    await workspace.succeed('state', 'rm', 'corner_everything.it');
    await workspace.succeed('import', '-no-color', 'corner_everything.it', 'corner-1');
    await expectEmptyPlans();
  });

  it('notices that an object is gone and recreates it', async () => {
    await apply();
    store.objects.clear();
    await apply();
    expect([...store.objects.keys()]).toEqual(['corner-2']);
    await expectEmptyPlans();
  });

  it('hands private bytes from one call to the next', async () => {
    await apply();
    await workspace.planExitCode();
    expect(store.calls.at(-1)).toBe('read made corner-1');
  });

  it('destroys, and destroying again does nothing', async () => {
    await apply();
    await workspace.succeed('destroy', '-auto-approve', '-no-color');
    expect(store.objects.size).toBe(0);
    expect(await workspace.succeed('destroy', '-auto-approve', '-no-color')).toContain('No changes');
  });
});
