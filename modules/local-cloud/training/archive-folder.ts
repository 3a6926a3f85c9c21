import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Pack } from 'tar-stream';
import { pack } from 'tar-stream';

/** Files of a folder relative to it, sorted, with `/` between steps. Empty when there is no such folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/**
 * Writes a folder's files as a gzipped tar archive. The same files give the same bytes: entries sorted, no times,
 * no owners.
 */
export async function archiveFolder(folder: string, target: string): Promise<void> {
  const archive = pack();
  const writing = pipeline(archive as unknown as Readable, createGzip(), createWriteStream(target));
  const filling = fill(archive, folder).catch((error: unknown) => {
    archive.destroy(error as Error);
    throw error;
  });
  const [filled, written] = await Promise.allSettled([filling, writing]);
  if (filled.status === 'rejected') throw filled.reason as Error;
  if (written.status === 'rejected') throw written.reason as Error;
}

async function fill(archive: Pack, folder: string): Promise<void> {
  for (const name of await filesBelow(folder)) {
    const path = join(folder, name);
    const stats = await lstat(path);
    const header = { name, mtime: new Date(0), uid: 0, gid: 0, mode: stats.mode & 0o777 };
    if (stats.isSymbolicLink()) {
      archive.entry({ ...header, type: 'symlink', linkname: await readlink(path) });
      continue;
    }
    const entry = archive.entry({ ...header, size: stats.size });
    await pipeline(
      createReadStream(path, { end: Math.max(0, stats.size - 1) }),
      entry as unknown as Writable,
    );
  }
  archive.finalize();
}
