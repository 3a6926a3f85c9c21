import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/** The CLI that the tests run: `TERRAFORM_BINARY_NAME`, otherwise `terraform` or `tofu`, the first found on PATH. */
export const terraformCommand = named() ?? firstOnPath('terraform', 'tofu');

/** Its name and version; asked once. */
export const terraformCli = askVersion(terraformCommand);

/** Features that some supported versions lack, with the first version of Terraform and of OpenTofu that has each. */
const SINCE = {
  /** `provider::name::function()`. */
  functions: { Terraform: '1.8', OpenTofu: '1.7' },
  /** `moved` between resources of two types, which the provider answers for. OpenTofu: 1.6 lacks it, 1.12 has it. */
  'moves across types': { Terraform: '1.8', OpenTofu: '1.10' },
  /** `ephemeral` blocks. */
  ephemeral: { Terraform: '1.10', OpenTofu: '1.11' },
  /** Write-only attributes. */
  'write-only': { Terraform: '1.11', OpenTofu: '1.11' },
} as const;

export type CliFeature = keyof typeof SINCE;

/** Whether the CLI under test has a feature. For a missing feature, assert the CLI's message instead. */
export function supports(feature: CliFeature): boolean {
  return isAtLeast(SINCE[feature][terraformCli.name]);
}

/**
 * Variables the CLI under test needs. OpenTofu 1.6 shows state as if every provider of registry.terraform.io came from
 * its own registry, even where the configuration names the host; 1.12 no longer does.
 */
export const cliEnvironment: Readonly<Record<string, string>> =
  terraformCli.name === 'OpenTofu' && !isAtLeast('1.12')
    ? { OPENTOFU_STATEFILE_PROVIDER_ADDRESS_TRANSLATION: '0' }
    : {};

/** Whether the CLI under test is of this version or newer. */
export function isAtLeast(wanted: string): boolean {
  const [major = 0, minor = 0] = terraformCli.version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}

/** Returns the path of a program: a path unchanged, a name as PATH resolves it. */
export function pathOf(program: string): string {
  if (isAbsolute(program)) return program;
  const folder = foldersOfPath().find((candidate) => existsSync(join(candidate, program)));
  if (folder === undefined) throw new Error(`${program} is not on the PATH`);
  return join(folder, program);
}

/** An empty variable counts as unset. */
function named(): string | undefined {
  const name = process.env['TERRAFORM_BINARY_NAME'];
  return name === '' ? undefined : name;
}

function firstOnPath(...names: readonly [string, string]): string {
  const found = names.find((name) => foldersOfPath().some((folder) => existsSync(join(folder, name))));
  return found ?? names[0];
}

function foldersOfPath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter);
}

function askVersion(command: string): {
  readonly name: 'Terraform' | 'OpenTofu';
  readonly version: string;
  /** Name and version, for test titles and messages. */
  readonly title: string;
} {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], CHECKPOINT_DISABLE: '1' };
  const said = execFileSync(command, ['version'], { encoding: 'utf8', env });
  const [, name, version] = /^(Terraform|OpenTofu) v(\S+)/.exec(said) ?? [];
  if (version === undefined) throw new Error(`${command} does not tell its version: ${said}`);
  return {
    name: name === 'OpenTofu' ? 'OpenTofu' : 'Terraform',
    version,
    title: `${name ?? 'Terraform'} ${version}`,
  };
}
