import { resolve } from 'node:path';
import { environmentVariable } from '../environment-variable';
import type { Terminal } from '../terminal/terminal';

/**
 * The Terraform or OpenTofu to run: the one named by the flag, by TERRAFORM_BINARY_NAME, or `terraform`. A path is
 * meant from where the command was given, whatever folder Terraform will run in.
 */
export function terraformCommand(
  named: string | undefined,
  { env, workingDirectory }: Pick<Terminal, 'env' | 'workingDirectory'>,
): string {
  const command = named ?? environmentVariable(env, 'TERRAFORM_BINARY_NAME') ?? 'terraform';
  return command.includes('/') ? resolve(workingDirectory, command) : command;
}
