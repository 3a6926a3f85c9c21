import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleProgram, writeExecutable } from '../../bundle';
import { TuneformError } from '../../kernel';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { ProviderBuildFlags } from './flags';

/** `tuneform provider build MAIN`: bundles a provider's sources into one executable. */
export async function providerBuild(
  main: string,
  flags: ProviderBuildFlags,
  terminal: Terminal,
): Promise<void> {
  const entry = resolve(terminal.workingDirectory, main);
  if (!existsSync(entry)) {
    throw new TuneformError(`${entry} does not exist. Name the file that calls serveProvider.`, {
      code: 'NO_PROVIDER_SOURCE',
      summary: 'No Such File',
    });
  }
  const executable = resolve(terminal.workingDirectory, flags.out);
  if (statSync(executable, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new TuneformError(
      `${executable} is a folder. Give --out the path of the executable, for example ${flags.out}/terraform-provider-NAME_v0.1.0.`,
      { code: 'OUT_IS_A_FOLDER', summary: 'Not a File Name' },
    );
  }
  await writeExecutable(executable, await bundleProgram(entry));
  const { size } = statSync(executable);
  if (flags.json === true) printJson(terminal, { executable, sizeInBytes: size });
  else terminal.data(executable);
}
