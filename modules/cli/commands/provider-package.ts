import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ownPlatform, requireExecutable } from '../../conformance';
import { packProgram } from '../provider/pack-program';
import { platformsOf, requireStartable } from '../provider/platform';
import { mirrorAddress } from '../provider/mirror-address';
import { writeMirror } from '../provider/write-mirror';
import { releaseName } from '../provider/release-name';
import { requireSigningKey, signChecksums } from '../provider/sign-checksums';
import { writeRelease } from '../provider/write-release';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { ProviderPackageFlags } from './flags';

/** `tuneform provider package FILE`: packages a provider as a release for a Terraform registry. */
export async function providerPackage(
  file: string,
  flags: ProviderPackageFlags,
  terminal: Terminal,
): Promise<void> {
  const name = releaseName(flags.name, flags.version);
  const [ownOs = '', ownArch = ''] = ownPlatform().split('_');
  const platforms = platformsOf(flags.os ?? [ownOs], flags.arch ?? [ownArch]);
  const address = mirrorAddress(flags);
  const executable = resolve(terminal.workingDirectory, file);
  requireExecutable(executable);
  const content = readFileSync(executable);
  for (const platform of platforms) requireStartable(executable, content, platform);
  if (flags.sign !== undefined) await requireSigningKey(flags.sign, terminal.env);

  const directory = resolve(terminal.workingDirectory, flags.out);
  const zips = new Map(
    platforms.map((platform) => [name.zip(platform), packProgram(name.program(platform), content)]),
  );
  const checksums = writeRelease(directory, name, { zips, signed: flags.sign !== undefined });
  const written = [...Object.keys(checksums), name.checksums];
  if (flags.sign !== undefined) {
    const inFolder = {
      checksums: join(directory, name.checksums),
      signature: join(directory, name.signature),
    };
    await signChecksums(inFolder, flags.sign, terminal.env);
    written.push(name.signature);
  }
  if (flags.mirror !== undefined && address !== undefined) {
    writeMirror(resolve(terminal.workingDirectory, flags.mirror), address, { folder: directory, name });
  }
  if (flags.json === true) {
    printJson(terminal, { name: flags.name, version: flags.version, directory, files: written, checksums });
    return;
  }
  terminal.say(`Release ${flags.version} of ${flags.name} is in ${directory}:`);
  terminal.data(written.join('\n'));
  if (flags.mirror !== undefined) terminal.say(`The mirror ${flags.mirror} has it too.`);
  if (flags.sign === undefined) {
    terminal.say('The release is not signed. A registry requires a signature: add --sign KEY.');
  }
}
