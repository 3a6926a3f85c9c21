import { App, TerraformStack } from 'cdktf';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { AwsProviderFor, Target, TuneformProvider } from '../../../modules/constructs';
import { parseLockFile } from '../../../modules/delivery/lock-file';
import { packageHash } from '../../../modules/delivery/package-hash';
import { hostPlatform } from '../../../modules/delivery/platforms';
import { providerVersion } from '../../../modules/delivery/provider-version';
import { runsOpenTofu } from '../../../modules/delivery/terraform-binary';
import { fill, scratchFolder } from '../../support/scratch-folder';

const folder = scratchFolder({ provider: '#!/usr/bin/env node\n', 'home/.keep': '' });
const mirror = join(folder, 'mirror');
const outdir = join(folder, 'out');
const stackFolder = join(outdir, 'stacks', 'stack');
const plugins = join(stackFolder, 'terraform.d', 'plugins');
const ours = join(plugins, 'registry.terraform.io', 'tuneform', 'tuneform');
const installed = join(stackFolder, '.terraform', 'providers');
const version = providerVersion();
const awsHosts = ['registry.terraform.io', 'registry.opentofu.org'];
const awsIn = (host: string): string => join(plugins, host, 'hashicorp', 'aws', '5.100.0', hostPlatform());

const synth = (configuration = `plugin_cache_dir = "${mirror}"\n`): TerraformStack => {
  writeFileSync(join(folder, 'cli.rc'), configuration);
  process.env['TF_CLI_CONFIG_FILE'] = join(folder, 'cli.rc');
  const app = new App({ outdir });
  const stack = new TerraformStack(app, 'stack');
  new AwsProviderFor(stack, 'Aws', { target: Target.local() });
  new TuneformProvider(stack, 'Tuneform', { target: Target.local(), executable: join(folder, 'provider') });
  app.synth();
  return stack;
};
const lock = (): ReturnType<typeof parseLockFile> =>
  parseLockFile(readFileSync(join(stackFolder, '.terraform.lock.hcl'), 'utf8'));

const before = { ...process.env };
beforeEach(() => {
  rmSync(outdir, { recursive: true, force: true });
  rmSync(mirror, { recursive: true, force: true });
  fill(mirror, {
    [`registry.terraform.io/hashicorp/aws/5.100.0/${hostPlatform()}/terraform-provider-aws_v5.100.0_x5`]:
      'aws',
  });
  delete process.env['TERRAFORM_BINARY_NAME'];
});
afterAll(() => {
  process.env = before;
});

describe('the vendored provider', () => {
  it('lies beside the configuration for every platform that runs Node, executable', () => {
    synth();
    const platforms = readdirSync(join(ours, version));
    expect(platforms.sort()).toEqual([
      'darwin_amd64',
      'darwin_arm64',
      'freebsd_amd64',
      'linux_amd64',
      'linux_arm',
      'linux_arm64',
    ]);
    for (const platform of platforms) {
      const file = join(ours, version, platform, `terraform-provider-tuneform_v${version}`);
      expect(statSync(file).mode & 0o111).toBe(0o111);
      expect(lstatSync(file).isFile()).toBe(true);
    }
  });

  it('is recorded in a lock file that names every provider of the stack', () => {
    synth();
    expect(lock()).toEqual([
      {
        address: 'registry.terraform.io/hashicorp/aws',
        version: '5.100.0',
        constraints: '5.100.0',
        hashes: [packageHash(awsIn('registry.terraform.io'))],
      },
      {
        address: 'registry.terraform.io/tuneform/tuneform',
        version,
        constraints: version,
        hashes: [packageHash(join(ours, version, 'linux_amd64'))],
      },
    ]);
  });

  it('stays as it was when the built one changes later, until the next synth', () => {
    synth();
    const [, { hashes: first } = { hashes: [] }] = lock();
    const installed = join(ours, version, 'linux_amd64');
    writeFileSync(join(folder, 'provider'), '#!/usr/bin/env node\n// rebuilt\n');
    expect([packageHash(installed)]).toEqual(first);
    synth();
    expect(lock()[1]?.hashes).toEqual([packageHash(installed)]);
    expect(lock()[1]?.hashes).not.toEqual(first);
  });

  it('is not touched by a synth that changes nothing, for a running Terraform may start it any moment', () => {
    synth();
    const file = join(ours, version, hostPlatform(), `terraform-provider-tuneform_v${version}`);
    const { ino, mtimeMs } = statSync(file);
    synth();
    expect(statSync(file)).toMatchObject({ ino, mtimeMs });
  });

  it('replaces an earlier version of itself', () => {
    fill(ours, { '0.0.1/linux_amd64/terraform-provider-tuneform_v0.0.1': 'old' });
    synth();
    expect(readdirSync(ours)).toEqual([version]);
  });

  it('keeps the hashes init found for the others', () => {
    synth();
    const file = join(stackFolder, '.terraform.lock.hcl');
    const [aws] = lock();
    writeFileSync(file, readFileSync(file, 'utf8').replace(aws?.hashes[0] ?? '', 'zh:found'));
    synth();
    expect(lock()[0]?.hashes).toEqual(['zh:found']);
  });

  it('counts as installed already, so that no cache shared with other projects comes between', () => {
    synth();
    const link = join(installed, 'registry.terraform.io', 'tuneform', 'tuneform', version, hostPlatform());
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(isAbsolute(readlinkSync(link))).toBe(false);
    expect(realpathSync(link)).toBe(realpathSync(join(ours, version, hostPlatform())));
    rmSync(link);
    symlinkSync('/elsewhere/plugin-cache', link);
    synth();
    expect(realpathSync(link)).toBe(realpathSync(join(ours, version, hostPlatform())));
  });

  it('is installed where TF_DATA_DIR says', () => {
    process.env['TF_DATA_DIR'] = 'state-of-terraform';
    synth();
    delete process.env['TF_DATA_DIR'];
    expect(existsSync(join(stackFolder, 'state-of-terraform', 'providers'))).toBe(true);
    expect(existsSync(installed)).toBe(false);
  });
});

describe('the AWS provider beside it', () => {
  it('is linked under both registries’ names when it lies unpacked on the machine', () => {
    synth();
    for (const host of awsHosts) {
      expect(lstatSync(awsIn(host)).isSymbolicLink()).toBe(true);
      expect(readdirSync(awsIn(host))).toEqual(['terraform-provider-aws_v5.100.0_x5']);
      const link = join(installed, host, 'hashicorp', 'aws', '5.100.0', hostPlatform());
      expect(realpathSync(link)).toBe(realpathSync(awsIn(host)));
    }
  });

  it('is left to Terraform when no copy of the wanted version is there, and old links go', () => {
    synth();
    rmSync(mirror, { recursive: true });
    const dangling = join(plugins, 'registry.terraform.io', 'hashicorp', 'aws', '5.99.0', 'linux_amd64');
    mkdirSync(join(dangling, '..'), { recursive: true });
    symlinkSync('/nowhere', dangling);
    // Other roots of this machine may hold the package too: then it is linked from there.
    synth('');
    expect(existsSync(join(dangling, '..'))).toBe(false);
    for (const host of awsHosts) {
      const link = lstatSync(awsIn(host), { throwIfNoEntry: false });
      expect(link === undefined || existsSync(awsIn(host))).toBe(true);
    }
  });
});

describe('an explicit provider_installation', () => {
  it('causes a warning with the block to add, because it hides the vendored provider', () => {
    synth('provider_installation {\n  direct {}\n}\n');
    const manifest = readFileSync(join(outdir, 'manifest.json'), 'utf8');
    expect(manifest).toContain('has a provider_installation block');
    expect(manifest).toContain('registry.terraform.io/tuneform/*');
    synth();
    expect(readFileSync(join(outdir, 'manifest.json'), 'utf8')).not.toContain('provider_installation');
  });
});

describe('a stack for OpenTofu', () => {
  it('has the AWS provider’s entry under OpenTofu’s host as well', () => {
    process.env['TERRAFORM_BINARY_NAME'] = '/usr/local/bin/tofu';
    synth();
    expect(lock().map((entry) => entry.address)).toContain('registry.opentofu.org/hashicorp/aws');
  });

  it.each([
    { tools: ['tofu'], named: undefined, openTofu: true, why: 'there is nothing else' },
    {
      tools: ['tofu', 'terraform'],
      named: undefined,
      openTofu: false,
      why: 'CDKTF runs terraform unless told',
    },
    { tools: ['terraform'], named: 'tofu-1.12', openTofu: true, why: 'the variable says so' },
    { tools: ['tofu'], named: 'terraform', openTofu: false, why: 'the variable says so' },
    { tools: ['tofu'], named: '', openTofu: true, why: 'an empty variable says nothing' },
    { tools: [], named: undefined, openTofu: false, why: 'nothing is known' },
  ])(
    'with $tools on PATH and $named named is OpenTofu: $openTofu, because $why',
    ({ tools, named, openTofu }) => {
      const PATH = scratchFolder(Object.fromEntries(['.keep', ...tools].map((name) => [name, ''])));
      expect(runsOpenTofu({ PATH, TERRAFORM_BINARY_NAME: named })).toBe(openTofu);
    },
  );
});
