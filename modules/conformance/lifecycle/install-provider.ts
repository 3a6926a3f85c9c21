import { chmodSync, copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { basename, join } from 'node:path';
import type { ProviderAddress } from './provider-address';
import type { Workspace } from './workspace';

/** Go's names, and so Terraform's, for systems and architectures that Node names differently. */
const GO_NAMES: Readonly<Record<string, string>> = {
  x64: 'amd64',
  ia32: '386',
  win32: 'windows',
  sunos: 'solaris',
};

/** This machine in Terraform's spelling, such as `linux_amd64`. */
export function ownPlatform(): string {
  return [platform(), arch()].map((name) => GO_NAMES[name] ?? name).join('_');
}

/** The version in a file name such as `terraform-provider-first_v0.1.0`. */
export function versionInName(executable: string): string | undefined {
  return /_v(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)(?:_x\d+)?(?:\.exe)?$/.exec(basename(executable))?.[1];
}

/**
 * Copies the executable to where only this workspace's Terraform finds it, under its address. Other providers are
 * installed as usual.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
 */
export function installProvider(
  workspace: Workspace,
  executable: string,
  { address, version }: { readonly address: ProviderAddress; readonly version: string },
): void {
  const mirror = join(workspace.directory, 'mirror');
  const folder = join(mirror, address.full, version, ownPlatform());
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `terraform-provider-${address.type}_v${version}`);
  copyFileSync(executable, file);
  chmodSync(file, 0o755);
  const configuration = join(workspace.directory, 'mirror.tfrc');
  const only = JSON.stringify([address.full]);
  writeFileSync(
    configuration,
    `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ${only}
  }
  direct {
    exclude = ${only}
  }
}
`,
  );
  workspace.environment['TF_CLI_CONFIG_FILE'] = configuration;
}
