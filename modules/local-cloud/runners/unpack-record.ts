import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file or link as it came out of an image: path from the root, bytes, last change in milliseconds. */
type Line = readonly [path: string, size: number, changed: number];

/** Bytecode that Python writes next to imported modules: the only files that may appear later. */
const LATER = '__pycache__';

/** Records the content of an unpacked image next to it, so that a later job can check that it is unchanged. */
export async function recordUnpack(root: string): Promise<void> {
  const lines: Line[] = [];
  await list(root, '', lines);
  await writeFile(recordOf(root), JSON.stringify(lines), { mode: 0o600 });
}

/** Whether everything that was unpacked into `root` is there unchanged. Also false if there is no record. */
export async function isIntact(root: string): Promise<boolean> {
  try {
    const lines = JSON.parse(await readFile(recordOf(root), 'utf8')) as readonly Line[];
    for (const [path, size, changed] of lines) {
      const found = await lstat(join(root, path));
      if (found.size !== size || found.mtimeMs !== changed) return false;
    }
    return (await lstat(root)).isDirectory();
  } catch {
    return false;
  }
}

const recordOf = (root: string): string => `${root}.json`;

async function list(root: string, folder: string, lines: Line[]): Promise<void> {
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== LATER) await list(root, path, lines);
    } else {
      const { size, mtimeMs } = await lstat(join(root, path));
      lines.push([path, size, mtimeMs]);
    }
  }
}
