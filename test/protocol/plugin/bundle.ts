import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleProgram, writeExecutable } from '../../../modules/bundle';

/** An executable made for a test. */
export interface Bundle {
  readonly executable: string;
  remove(): void;
}

/** Bundles a provider's main file the way a release does. */
export async function bundle(main: string, name: string): Promise<Bundle> {
  const directory = mkdtempSync(join(tmpdir(), 'plugin-bundle-'));
  const executable = join(directory, name);
  await writeExecutable(executable, await bundleProgram(main));
  return { executable, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
