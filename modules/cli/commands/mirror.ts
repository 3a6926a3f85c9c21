import { copyFileSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PROVIDER_SOURCE, providerExecutable, providerVersion, SCRIPT_PLATFORMS } from '../../delivery';
import { messageOf, TuneformError } from '../../kernel';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { MirrorFlags } from './flags';

/**
 * `tuneform mirror DIR`: writes the provider in the unpacked layout of a filesystem mirror, and prints the block of
 * Terraform's CLI configuration that names it. Builds the provider again if its sources are there and newer.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
 */
export function mirror(
  folder: string,
  flags: MirrorFlags,
  terminal: Terminal,
  findExecutable: () => string = providerExecutable,
): void {
  const target = resolve(terminal.workingDirectory, folder);
  const executable = builtProvider(findExecutable);
  const version = providerVersion();
  const written = SCRIPT_PLATFORMS.map((platform) => {
    const file = join(target, PROVIDER_SOURCE, version, platform, `terraform-provider-tuneform_v${version}`);
    mkdirSync(join(file, '..'), { recursive: true });
    // Renaming is atomic, so a Terraform that runs at the same time finds the old or the new file.
    copyFileSync(executable, `${file}.new`);
    renameSync(`${file}.new`, file);
    return file;
  });
  if (flags.json === true) {
    printJson(terminal, { address: PROVIDER_SOURCE, version, directory: target, files: written });
    return;
  }
  terminal.say(
    `Provider ${PROVIDER_SOURCE} ${version} is in ${target}. Add this to Terraform's CLI configuration:`,
  );
  terminal.data(
    [
      'provider_installation {',
      '  filesystem_mirror {',
      `    path    = ${JSON.stringify(target)}`,
      '    include = ["registry.terraform.io/tuneform/*"]',
      '  }',
      '  direct {',
      '    exclude = ["registry.terraform.io/tuneform/*"]',
      '  }',
      '}',
    ].join('\n'),
  );
}

function builtProvider(findExecutable: () => string): string {
  try {
    return findExecutable();
  } catch (error) {
    throw new TuneformError(messageOf(error), {
      code: 'PROVIDER_NOT_BUILT',
      summary: 'Provider Not Built',
      cause: error,
    });
  }
}
