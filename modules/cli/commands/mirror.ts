import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, TuneformError } from '../../kernel';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { MirrorFlags } from './flags';

/** Platforms, in Terraform's spelling, on which an executable Node script runs. */
const PLATFORMS = ['darwin_amd64', 'darwin_arm64', 'linux_amd64', 'linux_arm', 'linux_arm64'] as const;
const ADDRESS = 'registry.terraform.io/tuneform/tuneform';

/**
 * `tuneform mirror DIR`: writes the provider in the unpacked layout of a filesystem mirror, and prints the block of
 * Terraform's CLI configuration that names it.
 * https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror
 */
export async function mirror(folder: string, flags: MirrorFlags, terminal: Terminal): Promise<void> {
  const target = resolve(terminal.workingDirectory, folder);
  const { version, executable } = await builtProvider();
  const written = PLATFORMS.map((platform) => {
    const file = join(target, ADDRESS, version, platform, `terraform-provider-tuneform_v${version}`);
    mkdirSync(join(file, '..'), { recursive: true });
    // In one step, so that a Terraform that runs meanwhile finds the old one or the new one.
    copyFileSync(executable, `${file}.new`);
    renameSync(`${file}.new`, file);
    return file;
  });
  if (flags.json === true) {
    printJson(terminal, { address: ADDRESS, version, directory: target, files: written });
    return;
  }
  terminal.say(`Provider ${ADDRESS} ${version} is in ${target}. In Terraform's CLI configuration:`);
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

/** The provider of this package, built anew where its sources are at hand. */
async function builtProvider(): Promise<{ readonly version: string; readonly executable: string }> {
  const root = join(__dirname, '..', '..', '..');
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file lies outside the module's own folder
  const { version } = require('../../../package.json') as { version: string };
  const executable = join(root, 'dist', `terraform-provider-tuneform_v${version}`);
  const script = join(root, 'scripts', 'build-provider.ts');
  if (existsSync(script)) {
    await promisify(execFile)(process.execPath, ['-r', 'tsx/cjs', script], { cwd: root }).catch(
      (error: unknown) => {
        throw notBuilt(messageOf(error), error);
      },
    );
  }
  if (!existsSync(executable)) throw notBuilt(`${executable} is missing.`);
  return { version, executable };
}

const notBuilt = (reason: string, cause?: unknown): TuneformError =>
  new TuneformError(`The provider could not be built. npm run build shows the same: ${reason}`, {
    code: 'PROVIDER_NOT_BUILT',
    summary: 'Provider Not Built',
    cause,
  });
