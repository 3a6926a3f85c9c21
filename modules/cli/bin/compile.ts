import { renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { bundleProgram, writeExecutable } from '../../bundle';

/**
 * Compiles the command into the executable `file`, which states that it knows the sources as of `asOf`, in milliseconds since
 * the epoch. The file appears complete or not at all, also when another process compiles at the same time.
 */
export async function compile(file: string, asOf: number): Promise<void> {
  const draft = `${file}.${String(process.pid)}`;
  try {
    await writeExecutable(draft, await bundleProgram(join(__dirname, 'run.ts'), { beside: file }));
    utimesSync(draft, asOf / 1000, asOf / 1000);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}
