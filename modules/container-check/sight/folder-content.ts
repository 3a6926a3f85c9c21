import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** One file or link below a folder. */
export interface FolderItem {
  /** Relative. */
  readonly path: string;
  readonly bytes: number;
  /** Changes with the content. */
  readonly mark: string;
  /** Of a link: where it leads, as written. */
  readonly target?: string;
}

/** Files beyond this count by size and time alone. */
const HASHED_BYTES = 16 * 1024 * 1024;

/** Returns all files and links below the folder, in the order of their paths; empty if there is no such folder. */
export async function folderContent(folder: string): Promise<readonly FolderItem[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const items = await Promise.all(
    entries
      .filter((entry) => !entry.isDirectory())
      .map(async (entry): Promise<FolderItem | undefined> => {
        const file = join(entry.parentPath, entry.name);
        return describe(file, file.slice(folder.length + 1)).catch(() => undefined);
      }),
  );
  return items.filter((item) => item !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function describe(file: string, path: string): Promise<FolderItem> {
  const found = await lstat(file);
  if (found.isSymbolicLink()) {
    const target = await readlink(file);
    return { path, bytes: 0, mark: `link ${target}`, target };
  }
  if (!found.isFile()) return { path, bytes: 0, mark: 'special' };
  const { size, mtimeMs } = await stat(file);
  return {
    path,
    bytes: size,
    mark: size > HASHED_BYTES ? `${String(size)} ${String(mtimeMs)}` : await hash(file),
  };
}

async function hash(file: string): Promise<string> {
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(file)) sum.update(chunk as Buffer);
  return sum.digest('hex');
}

/** Returns the paths that were added, removed or changed, in order. */
export function changedPaths(before: readonly FolderItem[], after: readonly FolderItem[]): readonly string[] {
  const old = new Map(before.map(({ path, mark }) => [path, mark]));
  const now = new Map(after.map(({ path, mark }) => [path, mark]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((path) => old.get(path) !== now.get(path))
    .sort();
}
