import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Collection, Store } from '../../store/store';

/** `sha256:` and 64 hexadecimal digits. */
export function isDigest(text: string): boolean {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

/**
 * Blobs by digest. The bytes are files that all repositories share; the store records which repositories hold each
 * blob.
 */
export class BlobStore {
  private readonly directory: string;
  private readonly holdings: Collection<{ readonly size: number }>;

  constructor(store: Store, directory: string) {
    this.directory = join(directory, 'registry', 'blobs');
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    this.holdings = store.collection('ecr/blobs');
    const held = this.heldDigests();
    // Before serving, delete the blobs that a killed process had stored and not recorded, or released and not deleted.
    for (const name of readdirSync(this.directory)) {
      if (!held.has(`sha256:${name}`)) rmSync(join(this.directory, name), { force: true });
    }
  }

  private heldDigests(): ReadonlySet<string> {
    return new Set([...this.holdings.list()].map(([key]) => key.slice(key.indexOf('\0') + 1)));
  }

  /** Returns the size in bytes; undefined if the repository does not hold the blob. */
  sizeIn(repository: string, digest: string): number | undefined {
    return isDigest(digest) ? this.holdings.get(`${repository}\0${digest}`)?.size : undefined;
  }

  path(digest: string): string {
    if (!isDigest(digest)) throw new Error(`${digest} is not a digest`);
    return join(this.directory, digest.slice('sha256:'.length));
  }

  /** Takes over a finished file as a blob of the repository. The blob is durable when the promise resolves. */
  async adopt(repository: string, digest: string, file: string): Promise<void> {
    const target = this.path(digest);
    if (existsSync(target)) await rm(file, { force: true });
    else {
      await syncFile(file);
      await rename(file, target);
      await syncFile(this.directory);
    }
    this.holdings.put(`${repository}\0${digest}`, { size: statSync(target).size });
  }

  /** Adds another repository's blob to a repository. Returns false if the other does not hold it. */
  mount(repository: string, digest: string, from: string): boolean {
    const size = this.sizeIn(from, digest);
    if (size === undefined) return false;
    this.holdings.put(`${repository}\0${digest}`, { size });
    return true;
  }

  /** Removes the blobs of a repository and deletes the files that no other repository holds. */
  release(repository: string): void {
    const held = [...this.holdings.list(`${repository}\0`)].map(([key]) => key);
    for (const key of held) this.holdings.remove(key);
    const others = this.heldDigests();
    for (const key of held) {
      const digest = key.slice(key.indexOf('\0') + 1);
      if (!others.has(digest)) rmSync(this.path(digest), { force: true });
    }
  }
}

/** Returns the digest of a file's bytes. */
export async function digestOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return `sha256:${hash.digest('hex')}`;
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
