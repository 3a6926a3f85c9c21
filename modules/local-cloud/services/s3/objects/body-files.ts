import { createReadStream, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { copyFile, link, open, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Random } from '../../../../kernel';

/**
 * Stores object data as files with names of their own: no part of an object's key becomes part of a path. A named
 * file never changes, so versions and copies may share it by hard links.
 */
export class BodyFiles {
  private readonly directory: string;
  private readonly random: Random;
  /** Spreads the files over 256 folders; the first one is arbitrary. */
  private made: number;
  private readonly flushing = new Map<string, { readonly done: Promise<void>; next?: Promise<void> }>();

  constructor(directory: string, random: Random) {
    this.random = random;
    this.made = random.bytes(2).readUInt16LE();
    this.directory = join(directory, 'objects');
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  /** Takes over a finished file whose bytes are on disk already. Its name is durable when the promise resolves. */
  async adopt(file: string): Promise<string> {
    const name = this.newName();
    await rename(file, this.path(name));
    await this.settle(name);
    return name;
  }

  /** A second name for the same bytes. */
  async duplicate(name: string): Promise<string> {
    const copy = this.newName();
    await link(this.path(name), this.path(copy)).catch(() => copyFile(this.path(name), this.path(copy)));
    await this.settle(copy);
    return copy;
  }

  /** Copies a foreign file in. */
  async copyIn(file: string): Promise<string> {
    return this.write([{ file }]);
  }

  /** Joins stretches of files into a new one; `onBytes` receives all bytes in order. */
  async write(
    pieces: readonly { readonly file: string; readonly start?: number; readonly end?: number }[],
    onBytes: (bytes: Buffer) => void = () => undefined,
  ): Promise<string> {
    const name = this.newName();
    const read = async function* (): AsyncGenerator<Buffer> {
      for (const { file, start, end } of pieces) {
        const range = { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
        for await (const bytes of createReadStream(file, range) as AsyncIterable<Buffer>) {
          onBytes(bytes);
          yield bytes;
        }
      }
    };
    await pipeline(read, createWriteStream(this.path(name), { flags: 'wx', mode: 0o600, flush: true }));
    await this.settle(name);
    return name;
  }

  remove(name: string | undefined): void {
    if (name !== undefined) rmSync(this.path(name), { force: true });
  }

  /** Deletes files that no record names. A process that ended between two steps leaves such files. */
  sweep(inUse: ReadonlySet<string>): void {
    for (const folder of readdirSync(this.directory)) {
      for (const file of readdirSync(join(this.directory, folder))) {
        const name = `${folder}/${file}`;
        if (!inUse.has(name)) this.remove(name);
      }
    }
  }

  /** Files created one after the other share a folder, so that concurrent writes share one sync of it. */
  private newName(): string {
    const folder = ((this.made >> 8) & 0xff).toString(16).padStart(2, '0');
    this.made += 1;
    const name = `${folder}/${this.random.uuid()}`;
    mkdirSync(dirname(this.path(name)), { recursive: true, mode: 0o700 });
    return name;
  }

  /** A rename or a new name is on disk only after a sync of its folder. */
  private settle(name: string): Promise<void> {
    const folder = dirname(this.path(name));
    const under = this.flushing.get(folder);
    if (under === undefined) return this.flush(folder);
    // The current flush may have begun before this name existed; the next one, which all current callers share,
    // begins after it.
    return (under.next ??= under.done.then(
      () => this.flush(folder),
      () => this.flush(folder),
    ));
  }

  private flush(folder: string): Promise<void> {
    const done = flushFolder(folder).finally(() => this.flushing.delete(folder));
    this.flushing.set(folder, { done });
    return done;
  }
}

async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
