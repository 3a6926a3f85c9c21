import { join } from 'node:path';
import { parseCliConfiguration, readCliConfiguration } from '../../../modules/delivery/cli-configuration';
import { findUnpackedProvider } from '../../../modules/delivery/find-unpacked-provider';
import { mirrorRoots } from '../../../modules/delivery/mirror-roots';
import { hostPlatform } from '../../../modules/delivery/platforms';
import { fill, scratchFolder } from '../../support/scratch-folder';

const CONFIGURATION = `
# filesystem_mirror { path = "/commented" }
plugin_cache_dir = "/cache"
provider_installation {
  filesystem_mirror {
    path    = "/mirror/one"
    include = ["registry.terraform.io/*/*"]
  }
  filesystem_mirror { path = "~/mirror-two" }
  direct { exclude = ["registry.terraform.io/*/*"] }
}
`;

describe('a CLI configuration', () => {
  it('gives its mirrors and its cache, comments left out', () => {
    expect(parseCliConfiguration('rc', CONFIGURATION)).toEqual({
      file: 'rc',
      explicitInstallation: true,
      filesystemMirrors: ['/mirror/one', '~/mirror-two'],
      pluginCacheFolder: '/cache',
    });
  });

  it('may be JSON', () => {
    const json = JSON.stringify({
      provider_installation: [{ filesystem_mirror: [{ path: '/m' }] }],
      plugin_cache_dir: '/c',
    });
    expect(parseCliConfiguration('rc.json', json)).toMatchObject({
      explicitInstallation: true,
      filesystemMirrors: ['/m'],
      pluginCacheFolder: '/c',
    });
  });

  it('without a provider_installation block leaves Terraform’s own rules in force', () => {
    expect(parseCliConfiguration('rc', 'plugin_cache_dir = "/cache"\n').explicitInstallation).toBe(false);
  });

  it('is the one TF_CLI_CONFIG_FILE names, else the one at home, else none', () => {
    const home = scratchFolder({
      '.terraformrc': 'plugin_cache_dir = "/home-cache"',
      'other.rc': CONFIGURATION,
    });
    const from = (env: Record<string, string>) =>
      readCliConfiguration({ env, home, platform: 'linux' })?.pluginCacheFolder;
    expect(from({})).toBe('/home-cache');
    expect(from({ TF_CLI_CONFIG_FILE: join(home, 'other.rc') })).toBe('/cache');
    expect(from({ TF_CLI_CONFIG_FILE: join(home, 'missing.rc') })).toBeUndefined();
  });
});

describe('the roots searched for unpacked providers', () => {
  it('begin with what was configured, then caches, then Terraform’s implied mirrors', () => {
    const home = scratchFolder({ 'my.rc': CONFIGURATION });
    const env = {
      TF_CLI_CONFIG_FILE: join(home, 'my.rc'),
      TF_PLUGIN_CACHE_DIR: '/env-cache',
      XDG_DATA_DIRS: '/x:/y',
    };
    const roots = mirrorRoots({ env, home, platform: 'linux' });
    expect(roots.slice(0, 9)).toEqual([
      '/mirror/one',
      `${home}/mirror-two`,
      '/env-cache',
      '/cache',
      `${home}/.terraform.d/plugin-cache`,
      `${home}/.terraform.d/plugins`,
      `${home}/.local/share/terraform/plugins`,
      '/x/terraform/plugins',
      '/y/terraform/plugins',
    ]);
  });

  it('include XDG’s own defaults and macOS’s folders', () => {
    const home = scratchFolder();
    expect(mirrorRoots({ env: {}, home, platform: 'linux' })).toEqual(
      expect.arrayContaining(['/usr/local/share/terraform/plugins', '/usr/share/terraform/plugins']),
    );
    expect(mirrorRoots({ env: {}, home, platform: 'darwin' })).toContain(
      `${home}/Library/Application Support/io.terraform/plugins`,
    );
  });
});

describe('an unpacked provider', () => {
  const address = { host: 'registry.terraform.io', namespace: 'hashicorp', type: 'aws' };
  const wanted = { address, version: '5.100.0', platform: 'linux_amd64' };
  const executable = 'linux_amd64/terraform-provider-aws_v5.100.0_x5';

  it('is found below the first root that has exactly the version and the platform', () => {
    const root = scratchFolder();
    fill(root, {
      [`old/registry.terraform.io/hashicorp/aws/5.99.0/${executable}`]: 'x',
      'bare/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/LICENSE.txt': 'x',
      [`tofu/registry.opentofu.org/hashicorp/aws/5.100.0/${executable}`]: 'x',
      [`later/registry.terraform.io/hashicorp/aws/5.100.0/${executable}`]: 'x',
    });
    const roots = ['missing', 'old', 'bare', 'tofu', 'later'].map((name) => join(root, name));
    expect(findUnpackedProvider(wanted, roots)).toBe(
      join(root, 'tofu/registry.opentofu.org/hashicorp/aws/5.100.0/linux_amd64'),
    );
    expect(findUnpackedProvider({ ...wanted, platform: 'darwin_arm64' }, roots)).toBeUndefined();
  });

  it('of a private host is never taken from another', () => {
    const root = scratchFolder({ [`registry.terraform.io/hashicorp/aws/5.100.0/${executable}`]: 'x' });
    const elsewhere = { ...wanted, address: { ...address, host: 'registry.example.com' } };
    expect(findUnpackedProvider(elsewhere, [root])).toBeUndefined();
  });
});

describe('a platform', () => {
  it.each([
    ['linux', 'x64', 'linux_amd64'],
    ['darwin', 'arm64', 'darwin_arm64'],
    ['win32', 'ia32', 'windows_386'],
  ])('of Node’s %s on %s is Terraform’s %s', (platform, arch, expected) => {
    expect(hostPlatform({ platform, arch })).toBe(expected);
  });
});
