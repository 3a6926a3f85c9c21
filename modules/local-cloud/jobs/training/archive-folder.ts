import { createReadStream, createWriteStream } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { below, folderEntries } from './folder-entries';
import { tarEnd, tarHeader, tarPadding } from './tar-entry';

/** Rewrites the text of a link. */
export type LinkText = (target: Buffer) => Buffer;

/**
 * Writes the content of a folder, including empty folders, as a gzipped tar archive. The same files give the same
 * bytes: entries sorted, no times, no owners.
 */
export async function archiveFolder(
  folder: string,
  target: string,
  linkText: LinkText = (target) => target,
): Promise<void> {
  await pipeline(Readable.from(archive(folder, linkText)), createGzip(), createWriteStream(target));
}

async function* archive(folder: string, linkText: LinkText): AsyncGenerator<Buffer> {
  for (const entry of await folderEntries(folder)) {
    const place = below(folder, entry.path);
    if (entry.kind === 'link') {
      yield tarHeader({ ...entry, target: linkText(await readlink(place, 'buffer')) });
      continue;
    }
    yield tarHeader(entry);
    if (entry.kind === 'folder') continue;
    let sent = 0;
    if (entry.size > 0) {
      const bytes = createReadStream(place, { end: entry.size - 1 }) as AsyncIterable<Buffer>;
      for await (const piece of bytes) {
        sent += piece.length;
        yield piece;
      }
    }
    // Even if a process still writes to a measured file, the archive stays valid.
    if (sent < entry.size) yield* zeros(entry.size - sent);
    yield tarPadding(entry.size);
  }
  yield tarEnd();
}

function* zeros(count: number): Iterable<Buffer> {
  for (let left = count; left > 0; left -= 65_536) yield Buffer.alloc(Math.min(left, 65_536));
}
