import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, packageHash } from './package-hash';

/** Hashing a smaller package takes about as long as looking it up. */
const WORTH_KEEPING = 16 * 1024 * 1024;
/** File systems have a time resolution of two seconds at worst. */
const COARSEST_TIME_MS = 2000;

/**
 * Returns {@link packageHash}, kept in `caches` from one synth to the next while no file of the package changes in
 * size or time: hashing the AWS provider's 700 MB takes half a second. Without a readable and writable cache it is
 * computed again.
 */
export function keptPackageHash(folder: string, caches: string): string {
  const real = realpathSync(folder);
  const files = filesBelow(real).map((path) => ({ path, ...timesOf(path) }));
  if (files.reduce((sum, { size }) => sum + size, 0) < WORTH_KEEPING) return packageHash(real);
  const of = JSON.stringify(files);
  const kept = join(caches, 'tuneform', 'package-hashes', createHash('sha256').update(real).digest('hex'));
  const newest = Math.max(...files.map(({ changed, modified }) => Math.max(changed, modified)));
  return readKept(kept, of, newest) ?? keep(kept, of, packageHash(real));
}

/** The change time as well: copying and unpacking set the modification time to that of the original. */
function timesOf(path: string): {
  readonly size: number;
  readonly modified: number;
  readonly changed: number;
} {
  const { size, mtimeMs, ctimeMs } = statSync(path);
  return { size, modified: mtimeMs, changed: ctimeMs };
}

function readKept(file: string, of: string, newest: number): string | undefined {
  try {
    // A file that was written during or right after its hashing may have the same time as before.
    if (statSync(file).mtimeMs < newest + COARSEST_TIME_MS) return undefined;
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { readonly of?: string; readonly hash?: string };
    return kept.of === of ? kept.hash : undefined;
  } catch {
    return undefined;
  }
}

function keep(file: string, of: string, hash: string): string {
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    // Another synth may read it at this moment.
    const draft = `${file}.${String(process.pid)}`;
    writeFileSync(draft, JSON.stringify({ of, hash }), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // A full or read-only disk costs the next synth half a second, no more.
  }
  return hash;
}
