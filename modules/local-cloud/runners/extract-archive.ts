import { createWriteStream } from 'node:fs';
import { link, lstat, mkdir, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import type { Readable, Transform, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Extract, Header } from 'tar-stream';
import { extract } from 'tar-stream';
import { messageOf, TuneformError } from '../../kernel';
import { UnpackBudget } from './unpack-budget';

/** One archive entry; the stream of its content. */
type Entry = Extract extends AsyncIterable<infer Source> ? Source : never;

export interface ExtractOptions {
  /** Whether `.wh.` entries delete content of lower layers (OCI image specification, "Whiteouts"). */
  readonly whiteouts?: boolean;
  /** Streams between the source and the tar reader, for instance a decompressor. */
  readonly through?: readonly Transform[];
  readonly signal?: AbortSignal;
  /** The path of `root` in the container: absolute links to it lead into it. Default is `/`. */
  readonly mountedAt?: string;
  /** Shared by archives that go into one folder. @default - one of this archive's own */
  readonly budget?: UnpackBudget;
}

/**
 * Unpacks a tar archive into `root`, which exists. Nothing is ever written outside `root`: absolute names, `..`
 * steps, links that lead out and names that pass through such links are rejected, and the archive with them.
 * Absolute symbolic links mean what they mean in a container, a path from `root`. Devices and pipes are left out.
 */
export async function extractArchive(
  source: Readable,
  root: string,
  options: ExtractOptions = {},
): Promise<void> {
  const folder = new ArchiveFolder(await realpath(root), options.mountedAt ?? '');
  const budget = options.budget ?? new UnpackBudget();
  const unpack = extract();
  const reading = pipeline(
    // tar-stream's streams are of the streamx library, which behaves as Node's but is not typed as such.
    [source, ...(options.through ?? []), unpack as unknown as Writable],
    options.signal === undefined ? {} : { signal: options.signal },
  );
  const writing = (async () => {
    for await (const entry of unpack) {
      budget.spend(entry.header.name, entry.header.size);
      await folder.add(entry, options.whiteouts === true);
    }
  })();
  const [read, written] = await Promise.allSettled([reading, writing]);
  // Rejecting an entry also destroys the pipeline; the rejection is the reason to report.
  const failure = rejection(written) ?? rejection(read);
  if (failure === undefined) return;
  if (failure instanceof TuneformError) throw failure;
  options.signal?.throwIfAborted();
  throw new TuneformError(`The archive cannot be read: ${messageOf(failure)}`, {
    code: 'ARCHIVE_UNREADABLE',
    summary: 'Unreadable Archive',
    cause: failure,
  });
}

class ArchiveFolder {
  /** Real path, so that comparisons are between real paths. */
  private readonly root: string;
  private readonly mountedAt: string;

  constructor(root: string, mountedAt: string) {
    this.root = root;
    this.mountedAt = mountedAt;
  }

  async add(entry: Entry, whiteouts: boolean): Promise<void> {
    const { header } = entry;
    const name = inside(header.name);
    const base = posix.basename(name);
    if (whiteouts && base.startsWith('.wh.')) {
      entry.resume();
      await this.whiteOut(name);
    } else if (name === '' || name === '.') {
      entry.resume();
    } else {
      await this.write(name, entry, header);
    }
  }

  private async write(name: string, entry: Entry, header: Header): Promise<void> {
    const target = await this.place(name);
    switch (header.type) {
      case 'directory':
        entry.resume();
        await this.makeDirectory(target, modeOf(header, 0o755));
        return;
      case 'symlink':
        entry.resume();
        await rm(target, { recursive: true, force: true });
        await symlink(this.linkTarget(name, header.linkname), target);
        return;
      case 'link': {
        entry.resume();
        const existing = await this.place(inside(header.linkname));
        await rm(target, { recursive: true, force: true });
        await link(existing, target);
        return;
      }
      case 'file':
      case 'contiguous-file':
        // A file that replaces a link must not be written through it.
        await rm(target, { recursive: true, force: true });
        await pipeline(
          // A streamx stream, as above.
          entry as unknown as Readable,
          createWriteStream(target, { mode: modeOf(header, 0o644), flags: 'wx' }),
        );
        return;
      default:
        entry.resume();
    }
  }

  /** Returns the host path of an entry; its parent exists and, with every link followed, is inside the root. */
  private async place(name: string): Promise<string> {
    const parent = join(this.root, posix.dirname(name));
    const real = await this.realParent(parent, name);
    return join(real, posix.basename(name));
  }

  private async realParent(parent: string, name: string): Promise<string> {
    let existing = parent;
    const missing: string[] = [];
    for (;;) {
      const found = await realpath(existing).catch(() => undefined);
      if (found !== undefined) {
        if (found !== this.root && !found.startsWith(this.root + sep)) throw outside(name);
        const real = join(found, ...missing);
        if (missing.length > 0) await mkdir(real, { recursive: true });
        return real;
      }
      // The target of a dangling link in place of a folder is unknown.
      if ((await lstat(existing).catch(() => undefined))?.isSymbolicLink() === true) throw outside(name);
      missing.unshift(posix.basename(existing));
      existing = dirname(existing);
    }
  }

  private async makeDirectory(target: string, mode: number): Promise<void> {
    const present = await lstat(target).catch(() => undefined);
    if (present?.isDirectory() === true) return;
    await rm(target, { recursive: true, force: true });
    // The owner must be able to fill it, whatever the archive says.
    await mkdir(target, { mode: mode | 0o700 });
  }

  /** Returns the text of a symbolic link, always relative, always inside the root. */
  private linkTarget(name: string, link: string): string {
    const folder = posix.dirname(name);
    const mounted = link === this.mountedAt || link.startsWith(`${this.mountedAt}/`);
    const absolute = mounted ? link.slice(this.mountedAt.length) : link;
    const meant = link.startsWith('/') ? absolute.replace(/^\/+/, '') : posix.join(folder, link);
    const normal = posix.normalize(meant === '' ? '.' : meant);
    if (normal === '..' || normal.startsWith('../')) throw outside(`${name} -> ${link}`);
    return relative(join('/', folder), join('/', normal)) || '.';
  }

  private async whiteOut(name: string): Promise<void> {
    const target = await this.place(name);
    const base = posix.basename(name);
    if (base !== '.wh..wh..opq') {
      // An edited name is another name and is checked again: `.wh...` leaves `..`.
      const hidden = inside(base.slice('.wh.'.length));
      if (hidden === '' || hidden === '.') throw outside(name);
      await rm(join(dirname(target), hidden), { recursive: true, force: true });
      return;
    }
    for (const child of await readdir(dirname(target))) {
      await rm(join(dirname(target), child), { recursive: true, force: true });
    }
  }
}

/** Returns the entry's name without leading `./`; rejects absolute names and `..` steps. */
function inside(name: string): string {
  const steps = name.split('/').filter((step) => step !== '' && step !== '.');
  if (name.startsWith('/') || name.includes('\0') || steps.includes('..')) throw outside(name);
  return steps.join('/');
}

const rejection = (outcome: PromiseSettledResult<void>): unknown =>
  outcome.status === 'rejected' ? outcome.reason : undefined;

/** Permission bits without set-user-id and its kin. */
const modeOf = (header: Header, fallback: number): number =>
  (header.mode === 0 ? fallback : header.mode) & 0o777;

const outside = (name: string): TuneformError =>
  new TuneformError(`The archive entry "${name}" lies outside the folder it is unpacked into.`, {
    code: 'ARCHIVE_ENTRY_OUTSIDE',
    summary: 'Unsafe Archive',
  });
