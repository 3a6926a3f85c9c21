import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../protocol/plugin/bundle';
import type { Bundle } from '../../protocol/plugin/bundle';
import { terraformCommand } from '../../support/terraform-cli';
import { Workspace } from './terraform';

const CONFIGURATION = `
terraform {
  required_providers {
    corner = {
      source  = "registry.terraform.io/corner/corner"
      version = "0.0.1"
    }
  }
}
resource "corner_noisy" "it" {
  name = "n"
}
`;

describe('a provider that Terraform finds beside the root module and starts itself', () => {
  let built: Bundle;
  let workspace: Workspace;
  let temporary: string;

  beforeAll(async () => {
    built = await bundle(
      join(__dirname, '../../protocol/plugin/corner-main.ts'),
      'terraform-provider-corner_v0.0.1',
    );
  });
  afterAll(() => built.remove());

  beforeEach(async () => {
    temporary = mkdtempSync(join(tmpdir(), 'plugin-tmp-'));
    workspace = new Workspace({ TMPDIR: temporary });
    const os = `${platform()}_${arch() === 'x64' ? 'amd64' : arch()}`;
    const folder = join(
      workspace.directory,
      'terraform.d/plugins/registry.terraform.io/corner/corner/0.0.1',
      os,
    );
    mkdirSync(folder, { recursive: true });
    copyFileSync(built.executable, join(folder, 'terraform-provider-corner_v0.0.1'));
    workspace.write(CONFIGURATION);
    await workspace.succeed('init', '-no-color');
  });
  afterEach(() => {
    workspace.remove();
    rmSync(temporary, { recursive: true });
  });

  it('applies, plans nothing twice, and destroys, leaving no socket behind', async () => {
    await workspace.succeed('apply', '-auto-approve', '-no-color');
    expect(await workspace.planExitCode()).toBe(0);
    expect(await workspace.planExitCode('-refresh=false')).toBe(0);
    await workspace.succeed('destroy', '-auto-approve', '-no-color');
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('saves the state of what is being waited for when Terraform is interrupted', async () => {
    workspace.write(CONFIGURATION.replace('corner_noisy', 'corner_waiting'));
    const outcome = await interrupted(workspace, 'apply', '-auto-approve', '-no-color');
    expect(outcome).toContain('Still Running');
    expect((await workspace.state())['corner_waiting.it']).toEqual({ name: 'n', status: 'InProgress' });
    // Not tainted: nothing is going to be replaced.
    expect(await workspace.succeed('plan', '-no-color')).toContain('No changes');
  });

  it('gives Terraform the reason to show when it cannot start', async () => {
    workspace.environment['PLUGIN_UNIX_SOCKET_GROUP'] = 'no-such-group';
    const { code, stderr } = await workspace.run('plan', '-no-color');
    expect(code).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toContain(
      'The provider cannot start: it cannot share its socket with the group "no-such-group" that PLUGIN_UNIX_SOCKET_GROUP names: the group does not exist.',
    );
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('works although the temporary folder that is named does not exist', async () => {
    workspace.environment['TMPDIR'] = join(temporary, 'gone');
    expect(await workspace.planExitCode()).toBe(2);
  });
});

/** Runs Terraform in a process group of its own, as a terminal does, and presses Ctrl-C once it is creating. */
function interrupted(workspace: Workspace, ...args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(terraformCommand, args, {
      cwd: workspace.directory,
      env: workspace.environmentOf(),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let pressed = false;
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!pressed && output.includes('Creating...') && child.pid !== undefined) {
        pressed = true;
        process.kill(-child.pid, 'SIGINT');
      }
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('close', () => resolve(output));
  });
}
