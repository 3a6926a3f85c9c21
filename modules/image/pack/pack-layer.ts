import { readFile } from 'node:fs/promises';
import { gzipSync } from 'fflate';
import { pack, type Header } from 'tar-stream';
import type { LayerEntry } from './lay-out-files';
import { digestOf, OCI_LAYER_GZIP, ociBlob, type OciBlob } from '../oci';

/** A layer and the digest of its uncompressed tar, which the image configuration lists. */
export interface PackedLayer {
  readonly blob: OciBlob;
  readonly diffId: string;
}

/**
 * Returns a gzipped tar that is equal on every machine: epoch times, root as owner, fixed modes. Compresses in JavaScript,
 * because zlib's output depends on its version and on the processor.
 */
export async function packLayer(entries: readonly LayerEntry[]): Promise<PackedLayer> {
  const tar = await writeTar(entries);
  return {
    blob: ociBlob(OCI_LAYER_GZIP, gzipSync(tar, { level: 6, mtime: 0 })),
    diffId: digestOf(tar),
  };
}

async function writeTar(entries: readonly LayerEntry[]): Promise<Buffer> {
  const archive = pack();
  const chunks: Buffer[] = [];
  archive.on('data', (chunk) => {
    chunks.push(chunk as Buffer);
  });
  const ended = new Promise<void>((resolve, reject) => {
    archive.on('end', resolve);
    archive.on('error', reject);
  });
  for (const entry of entries) {
    if (entry.kind === 'content' && entry.source.kind === 'file') {
      await addEntry(archive, headerOf(entry), await readFile(entry.source.absolutePath));
    } else {
      await addEntry(archive, headerOf(entry));
    }
  }
  archive.finalize();
  await ended;
  return Buffer.concat(chunks);
}

function addEntry(
  archive: ReturnType<typeof pack>,
  header: Partial<Header> & { name: string },
  body?: Buffer,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null): void => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    };
    if (body === undefined) archive.entry(header, done);
    else archive.entry(header, body, done);
  });
}

function headerOf(entry: LayerEntry): Partial<Header> & { name: string } {
  const shared = { mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' };
  const name = entry.path.slice(1);
  if (entry.kind === 'folder') return { ...shared, name: `${name}/`, type: 'directory', mode: 0o755 };
  if (entry.source.kind === 'link') {
    return { ...shared, name, type: 'symlink', linkname: entry.source.target, mode: 0o777 };
  }
  return { ...shared, name, type: 'file', mode: entry.mode };
}
