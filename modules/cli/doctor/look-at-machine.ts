import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installationMethods, PROVIDER_SOURCE, providerVersion, readCliConfiguration } from '../../delivery';
import { inheritedEnvironment, runProgramAtOnce } from '../../machine';
import { terraformCommand } from '../provider/terraform-command';
import { environmentVariable } from '../environment-variable';
import type { Terminal } from '../terminal/terminal';
import type { SeenConfiguration } from './check-installation';
import type { SeenTerraform } from './check-tools';

type Around = Pick<Terminal, 'env' | 'workingDirectory'>;

/** Runs a program for what it prints; undefined if it cannot be started. */
function outputOf(file: string, args: readonly string[], { env }: Around): string | undefined {
  const run = runProgramAtOnce({
    file,
    args,
    // Without this Terraform asks its maker for newer versions and notes the answer in the user's folder.
    env: { ...inheritedEnvironment(env, 'tool'), CHECKPOINT_DISABLE: '1' },
  });
  if (run.exitCode === null) return undefined;
  return (run.stdout === '' ? run.stderr : run.stdout).trim();
}

const versionOf = (output: string): RegExpExecArray | null => /(Terraform|OpenTofu) v(\S+)/.exec(output);

export function lookAtTerraform(around: Around): SeenTerraform {
  const command = terraformCommand(undefined, around);
  const output = outputOf(command, ['version'], around);
  if (output === undefined) {
    const other = ['tofu', 'terraform'].find(
      (name) => name !== command && outputOf(name, ['version'], around) !== undefined,
    );
    return { kind: 'missing', command, ...(other !== undefined && { other }) };
  }
  const [, product, version] = versionOf(output) ?? [];
  return product === undefined || version === undefined
    ? { kind: 'unreadable', command, output: output.split('\n')[0] ?? '' }
    : { kind: 'found', command, product, version };
}

/** Returns the version of the `node` that Terraform would start the provider with. */
export function lookAtNode(around: Around): string | undefined {
  const output = outputOf('node', ['--version'], around);
  return output?.replace(/^v/, '');
}

/** Looks at the CLI configuration that Terraform would read here. */
export function lookAtConfiguration({ env }: Pick<Terminal, 'env'>): SeenConfiguration {
  const home = environmentVariable(env, 'HOME') ?? homedir();
  const holds = (folder: string): boolean =>
    existsSync(join(folder.replace(/^~(?=\/)/, home), PROVIDER_SOURCE, providerVersion()));
  const chosen =
    environmentVariable(env, 'TF_CLI_CONFIG_FILE') ?? environmentVariable(env, 'TERRAFORM_CONFIG');
  if (chosen !== undefined && !existsSync(chosen)) return { absent: chosen, holds };
  const file = readCliConfiguration({ env, home, platform: process.platform })?.file;
  if (file === undefined) return { holds };
  const methods = installationMethods(readFileSync(file, 'utf8'));
  return { file, holds, ...(methods !== undefined && { methods }) };
}
