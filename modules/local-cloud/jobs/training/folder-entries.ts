import { chmod, lstat, readdir } from 'node:fs/promises';

/** An entry of a folder. File names are bytes, because a program may use any. */
export interface FolderEntry {
  /** Relative to the folder, with `/` between steps. */
  readonly path: Buffer;
  readonly kind: 'file' | 'folder' | 'link';
  /** Permission bits. */
  readonly mode: number;
  /** Bytes, of a file. */
  readonly size: number;
}

/**
 * Returns the entries of a folder at any depth, in the order of the bytes of the paths, folders before their content,
 * without sockets, pipes and devices. Empty if there is no such folder. Makes unreadable entries readable: the folder
 * belongs to the local cloud.
 */
export async function folderEntries(folder: string): Promise<FolderEntry[]> {
  const stats = await lstat(folder).catch(() => undefined);
  if (stats?.isDirectory() !== true) return [];
  const found: FolderEntry[] = [];
  await collect(Buffer.from(folder), Buffer.alloc(0), found);
  return found.sort((a, b) => Buffer.compare(a.path, b.path));
}

/** Returns the path of an entry below a folder. */
export const below = (folder: string | Buffer, path: Buffer): Buffer =>
  Buffer.concat([Buffer.from(folder), SLASH, path]);

async function collect(folder: Buffer, prefix: Buffer, found: FolderEntry[]): Promise<void> {
  for (const { name } of await readdir(folder, { withFileTypes: true, encoding: 'buffer' })) {
    const path = prefix.length === 0 ? name : Buffer.concat([prefix, SLASH, name]);
    const place = below(folder, name);
    const stats = await lstat(place);
    const kind = stats.isFile()
      ? 'file'
      : stats.isDirectory()
        ? 'folder'
        : stats.isSymbolicLink()
          ? 'link'
          : undefined;
    if (kind === undefined) continue;
    const wanted = kind === 'folder' ? 0o500 : 0o400;
    if (kind !== 'link' && (stats.mode & wanted) !== wanted) {
      await chmod(place, (stats.mode & 0o777) | wanted);
    }
    found.push({ path, kind, mode: stats.mode & 0o777, size: kind === 'file' ? stats.size : 0 });
    if (kind === 'folder') await collect(place, path, found);
  }
}

const SLASH = Buffer.from('/');
