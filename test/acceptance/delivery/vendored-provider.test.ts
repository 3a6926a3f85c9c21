import { App, TerraformOutput, TerraformStack } from 'cdktf';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Target, TuneformProvider } from '../../../modules/constructs';
import { providerExecutable } from '../../../modules/delivery/provider-executable';
import { hostPlatform } from '../../../modules/delivery/platforms';
import { providerVersion } from '../../../modules/delivery/provider-version';
import { runOnBareMachine, scratchFolder, terraform, terraformWith } from './terraform';

const project = join(__dirname, '..', '..', '..');
const built = providerExecutable();

/** Synthesises a stack that needs only our provider. */
const vendored = (executable = built, outdir = scratchFolder()): string => {
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'stack');
  new TuneformProvider(stack, 'Tuneform', { target: Target.local(), executable });
  new TerraformOutput(stack, 'greeting', { value: 'hello', staticId: true });
  app.synth();
  return join(outdir, 'stacks', 'stack');
};
const withoutComments = (text: string): string => text.replace(/^#.*\n/gm, '');
const lockOf = (folder: string): string => readFileSync(join(folder, '.terraform.lock.hcl'), 'utf8');

describe('a stack with the vendored provider, on a machine that was never set up and has no network', () => {
  it('is initialised by Terraform with its lock file read-only and untouched', () => {
    const folder = vendored();
    const before = lockOf(folder);
    const { status, stderr, stdout } = terraform(
      folder,
      'init',
      '-lockfile=readonly',
      '-input=false',
      '-no-color',
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).not.toContain('Warning');
    expect(lockOf(folder)).toBe(before);
  });

  it('is locked with the very hash Terraform computes for the package', () => {
    const folder = vendored();
    const ours = lockOf(folder);
    rmSync(join(folder, '.terraform.lock.hcl'));
    const { status, stderr } = terraform(
      folder,
      ...[
        'providers',
        'lock',
        '-fs-mirror=terraform.d/plugins',
        '-platform=linux_amd64',
        '-platform=darwin_arm64',
      ],
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
    // The comment above it names the CLI that wrote it.
    expect(withoutComments(lockOf(folder))).toBe(withoutComments(ours));
  });

  it('starts the provider, which tells its schema', () => {
    const folder = vendored();
    terraform(folder, 'init', '-input=false');
    const { stdout } = terraform(folder, 'providers', 'schema', '-json');
    const { provider_schemas: schemas } = JSON.parse(stdout) as {
      provider_schemas: Record<string, { resource_schemas: object }>;
    };
    expect(Object.keys(schemas['registry.terraform.io/tuneform/tuneform']?.resource_schemas ?? {})).toEqual(
      expect.arrayContaining([
        'tuneform_champion',
        'tuneform_container_image',
        'tuneform_endpoint',
        'tuneform_experiment',
      ]),
    );
  });

  it('takes a rebuilt provider after the next synth without another init', () => {
    const outdir = scratchFolder();
    const executable = join(scratchFolder(), 'provider');
    copyFileSync(built, executable);
    const folder = vendored(executable, outdir);
    expect(terraform(folder, 'init', '-lockfile=readonly').status).toBe(0);
    appendFileSync(executable, '\n// rebuilt\n');
    // Terraform goes on with what it locked until the next synth.
    expect(terraform(folder, 'validate').status).toBe(0);
    vendored(executable, outdir);
    expect(terraform(folder, 'validate').status).toBe(0);
  });

  it('is rejected when the package no longer matches the lock', () => {
    const folder = vendored();
    const name = `terraform-provider-tuneform_v${providerVersion()}`;
    const packages = join(
      folder,
      'terraform.d/plugins/registry.terraform.io/tuneform/tuneform',
      providerVersion(),
    );
    writeFileSync(join(packages, hostPlatform(), name), '#!/usr/bin/env node\n');
    const { status, stderr } = terraform(folder, 'init', '-lockfile=readonly', '-no-color');
    expect(status).not.toBe(0);
    expect(stderr).toContain('checksums');
  });

  it('is unaffected by another project’s build of the same version in a shared plugin cache', () => {
    const cache = { TF_PLUGIN_CACHE_DIR: scratchFolder() };
    const other = join(scratchFolder(), 'provider');
    copyFileSync(built, other);
    appendFileSync(other, '\n// another build\n');
    const ours = vendored();
    expect(terraformWith(cache, ours, 'init', '-lockfile=readonly').status).toBe(0);
    expect(terraformWith(cache, vendored(other), 'init', '-lockfile=readonly').status).toBe(0);
    expect(terraformWith(cache, ours, 'validate').status).toBe(0);
  });

  it('works after its folder was moved, as from the machine that plans to the one that applies', () => {
    const outdir = join(scratchFolder(), 'here');
    const folder = vendored(built, outdir);
    expect(terraform(folder, 'init', '-lockfile=readonly').status).toBe(0);
    const moved = join(scratchFolder(), 'there');
    renameSync(outdir, moved);
    expect(terraform(join(moved, 'stacks', 'stack'), 'validate').status).toBe(0);
  });

  it('is planned by CDKTF’s own command line, which asks no registry about it', () => {
    const folder = scratchFolder();
    writeFileSync(
      join(folder, 'app.ts'),
      `import { App, TerraformOutput, TerraformStack } from ${JSON.stringify(join(project, 'node_modules/cdktf'))};
       import { Target, TuneformProvider } from ${JSON.stringify(join(project, 'modules/constructs'))};
       const app = new App();
       const stack = new TerraformStack(app, 'stack');
       new TuneformProvider(stack, 'Tuneform', { target: Target.local() });
       new TerraformOutput(stack, 'greeting', { value: 'hello', staticId: true });
       app.synth();`,
    );
    const tsx = join(project, 'node_modules/tsx/dist/cli.mjs');
    const settings = {
      language: 'typescript',
      app: `node ${tsx} app.ts`,
      projectId: 'x',
      sendCrashReports: 'false',
    };
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify(settings));
    const cli = join(project, 'node_modules/.bin/cdktf');
    const { status, stdout, stderr } = runOnBareMachine(folder, [cli, 'diff', 'stack']);
    expect(stdout + stderr).toContain('greeting = "hello"');
    expect(status).toBe(0);
    expect(existsSync(join(folder, 'cdktf.out/stacks/stack/plan'))).toBe(true);
  });
});
