import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../kernel';
import { bundleProgram } from './bundle-program';
import { hide } from './hidden-program';

/**
 * Writes a bundled program as an executable file that needs only Node and starts faster from its second start on. The
 * same program gives the same bytes. The file is written completely or not at all.
 */
export async function writeExecutable(file: string, program: string): Promise<void> {
  const starter = await bundleProgram(join(__dirname, 'starter.ts'));
  const text = `#!/usr/bin/env node\n${starter.trimEnd()}${hide({ id: sha256Hex(program), text: program })}`;
  await mkdir(dirname(file), { recursive: true });
  // A running Terraform must never read a mix of the old and the new file.
  await writeFile(`${file}.new`, text);
  await chmod(`${file}.new`, 0o755);
  await rename(`${file}.new`, file);
}
