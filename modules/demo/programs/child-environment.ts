import { existsSync } from 'node:fs';
import type { LocalAccess } from '../../cli';
import { localEnvironment } from '../../cli';

export interface ChildEnvironmentOptions {
  readonly local: LocalAccess;
  readonly terraformCommand: string;
}

/**
 * Returns the environment of all programs of the demo: the user's own, without variables that would select a real
 * account or change what Terraform does, plus the local cloud.
 */
export function childEnvironment(
  env: NodeJS.ProcessEnv,
  options: ChildEnvironmentOptions,
): NodeJS.ProcessEnv {
  const kept = Object.fromEntries(Object.entries(env).filter(([name, value]) => !isInTheWay(name, value)));
  return {
    // Terraform and the AWS provider exchange schemas of many megabytes: with the default of 100 a fifth of their processor time
    // is garbage collection.
    GOGC: '400',
    ...kept,
    ...localEnvironment(options.local),
    TUNEFORM_TARGET: 'local',
    TERRAFORM_BINARY_NAME: options.terraformCommand,
    CHECKPOINT_DISABLE: '1',
    DISABLE_VERSION_CHECK: '1',
    TF_IN_AUTOMATION: '1',
    // On a terminal the CLI redraws boxes over its output; the demo reads and trims plain lines.
    CI: 'true',
    NO_COLOR: '1',
    FORCE_COLOR: '0',
  };
}

function isInTheWay(name: string, value: string | undefined): boolean {
  // If the configuration file does not exist, Terraform warns on every run.
  if (name === 'TF_CLI_CONFIG_FILE') return value === undefined || !existsSync(value);
  if (name === 'AWS_CA_BUNDLE') return false;
  return /^(AWS_|TF_CLI_ARGS|TF_VAR_|TF_WORKSPACE$|TF_DATA_DIR$|TF_LOG|TF_REATTACH_PROVIDERS$)/.test(name);
}
