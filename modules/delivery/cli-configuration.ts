import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of the machine that decide where Terraform looks for files. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
}

/** The parts of a Terraform CLI configuration file that concern where providers come from. */
export interface CliConfiguration {
  readonly file: string;
  /** True if a `provider_installation` block replaces Terraform's own rules, `terraform.d/plugins` included. */
  readonly explicitInstallation: boolean;
  readonly filesystemMirrors: readonly string[];
  readonly pluginCacheFolder?: string;
}

/** Returns the CLI configuration file that Terraform or OpenTofu would read here; undefined if there is none. */
export function readCliConfiguration(surroundings: Surroundings): CliConfiguration | undefined {
  const { env, home, platform } = surroundings;
  const chosen = env['TF_CLI_CONFIG_FILE'] ?? env['TERRAFORM_CONFIG'];
  const usual =
    platform === 'win32'
      ? [join(env['APPDATA'] ?? home, 'terraform.rc')]
      : [join(home, '.terraformrc'), join(home, '.tofurc')];
  const file = (chosen === undefined || chosen === '' ? usual : [chosen]).find((path) => existsSync(path));
  return file === undefined ? undefined : parseCliConfiguration(file, readFileSync(file, 'utf8'));
}

/** Parses HCL or JSON loosely: enough to find the blocks and paths, without evaluating anything. */
export function parseCliConfiguration(file: string, text: string): CliConfiguration {
  const code = text.replace(/^\s*(#|\/\/).*$/gm, '');
  const mirrors = [...code.matchAll(/filesystem_mirror["\s:=[]*\{[^}]*?"?path"?\s*[=:]\s*"([^"]+)"/g)];
  const cache = /"?plugin_cache_dir"?\s*[=:]\s*"([^"]+)"/.exec(code)?.[1];
  return {
    file,
    explicitInstallation: /"?provider_installation"?[\s:=[]*\{/.test(code),
    filesystemMirrors: mirrors.flatMap(([, path]) => path ?? []),
    ...(cache === undefined ? {} : { pluginCacheFolder: cache }),
  };
}
