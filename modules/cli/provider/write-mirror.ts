import { unzipSync } from 'fflate';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFiles } from '../../delivery';
import { sha256Hex } from '../../kernel';
import type { ReleaseName } from './release-name';

/**
 * Adds the zips of a release to a mirror, which Terraform reads as a `network_mirror` when a web server serves the folder, and as a
 * `filesystem_mirror` where it lies. The other versions in it stay.
 * https://developer.hashicorp.com/terraform/internals/provider-network-mirror-protocol
 */
export function writeMirror(
  mirror: string,
  address: string,
  release: { readonly folder: string; readonly name: ReleaseName },
): void {
  const folder = join(mirror, address);
  const { stem } = release.name;
  const version = stem.slice(stem.indexOf('_') + 1);
  mkdirSync(folder, { recursive: true });
  const zips = readdirSync(release.folder).filter(
    (file) => file.startsWith(`${stem}_`) && file.endsWith('.zip'),
  );
  const archives = zips.sort().map((url) => {
    const bytes = readFileSync(join(release.folder, url));
    write(join(folder, url), bytes);
    return [url.slice(stem.length + 1, -'.zip'.length), { url, hashes: hashesOf(bytes) }] as const;
  });
  write(join(folder, `${version}.json`), json({ archives: Object.fromEntries(archives) }));
  // Last: it names the version, whose files must be there by then.
  write(join(folder, 'index.json'), json({ versions: { ...versionsIn(folder), [version]: {} } }));
}

/** The archive's own checksum, which a registry signs, and the hash of its content, which lock files prefer. */
function hashesOf(zip: Uint8Array): readonly string[] {
  const files = Object.entries(unzipSync(zip)).map(([path, content]) => ({
    path,
    sha256: sha256Hex(content),
  }));
  return [hashOfFiles(files), `zh:${sha256Hex(zip)}`];
}

function versionsIn(folder: string): object {
  const index = join(folder, 'index.json');
  return existsSync(index)
    ? (JSON.parse(readFileSync(index, 'utf8')) as { readonly versions: object }).versions
    : {};
}

const json = (value: unknown): Buffer => Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`);

/** Writes a file atomically: a web server may be reading it. */
function write(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.new`, bytes);
  renameSync(`${file}.new`, file);
}
