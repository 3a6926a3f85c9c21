import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TuneformError } from '../../kernel';
import type { ReleaseName } from './release-name';

/** The manifest tells registries which protocol the release needs. */
const MANIFEST = { version: 1, metadata: { protocol_versions: ['6.0'] } };

/** The names of a release's zips and manifest with their SHA-256, in the order of the checksum list. */
export type Checksums = Readonly<Record<string, string>>;

/**
 * Adds zips to a release's folder and writes the manifest and the checksums of all files of this version, so that the
 * platforms of a release can be packaged one after another.
 *
 * Throws `RELEASE_DIFFERS` and writes nothing if a zip exists with other content, or if a signature exists that the new list
 * would invalidate and `signed` is false, because users may already have downloaded the release.
 */
export function writeRelease(
  folder: string,
  name: ReleaseName,
  content: { readonly zips: ReadonlyMap<string, Uint8Array>; readonly signed: boolean },
): Checksums {
  const manifest = Buffer.from(`${JSON.stringify(MANIFEST)}\n`);
  const files = new Map<string, Uint8Array>([...content.zips, [name.manifest, manifest]]);
  for (const [file, bytes] of files) requireSame(join(folder, file), bytes);
  const checksums = listChecksums(folder, name, files);
  const list = join(folder, name.checksums);
  const text = Object.entries(checksums)
    .map(([file, sum]) => `${sum}  ${file}\n`)
    .join('');
  const changed = !existsSync(list) || readFileSync(list, 'utf8') !== text;
  if (changed && !content.signed && existsSync(join(folder, name.signature))) {
    throw differs(
      `${name.signature} would no longer match ${name.checksums}. Give --sign to sign the new list.`,
    );
  }
  mkdirSync(folder, { recursive: true });
  for (const [file, bytes] of files) write(join(folder, file), bytes);
  if (changed) write(list, Buffer.from(text));
  return checksums;
}

/** Returns the checksums of every existing and new zip of the version, and of the manifest. */
function listChecksums(folder: string, name: ReleaseName, files: ReadonlyMap<string, Uint8Array>): Checksums {
  const present = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.startsWith(`${name.stem}_`) && file.endsWith('.zip'))
    : [];
  const all = [...new Set([...files.keys(), ...present])].sort();
  return Object.fromEntries(
    all.map((file) => [file, sha256(files.get(file) ?? readFileSync(join(folder, file)))]),
  );
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function requireSame(file: string, bytes: Uint8Array): void {
  if (existsSync(file) && !readFileSync(file).equals(bytes)) {
    throw differs(
      `${file} exists with other content. Raise the version, or remove the file if you have not published it yet.`,
    );
  }
}

/** Writes a file atomically, so that a release never contains a partial file. */
function write(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}

const differs = (message: string): TuneformError =>
  new TuneformError(message, { code: 'RELEASE_DIFFERS', summary: 'Release Exists and Differs' });
