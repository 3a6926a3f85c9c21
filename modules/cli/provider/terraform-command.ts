import { resolve } from 'node:path';
import { environmentVariable } from '../environment-variable';
import type { Terminal } from '../terminal/terminal';

/**
 * Returns the Terraform or OpenTofu command: from the flag, from TERRAFORM_BINARY_NAME, or `terraform`. A path is relative to
 * the working directory of this command, not to the folder in which Terraform runs.
 */
export function terraformCommand(
  named: string | undefined,
  { env, workingDirectory }: Pick<Terminal, 'env' | 'workingDirectory'>,
): string {
  const command = named ?? environmentVariable(env, 'TERRAFORM_BINARY_NAME') ?? 'terraform';
  return command.includes('/') ? resolve(workingDirectory, command) : command;
}
