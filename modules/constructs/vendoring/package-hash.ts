import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { createHash } from 'node:crypto';

/**
 * Terraform's `h1:` hash of an unpacked provider package: SHA-256, in base64, over one line a file,
 * `hex-sha256␠␠path`, sorted by path (the "Hash1" of Go's module checksums).
 */
export function packageHash(folder: string): string {
  return hashOfFiles(filesBelow(folder, folder));
}

/** The same hash for files named and held in memory. */
export function hashOfFiles(files: ReadonlyMap<string, Uint8Array>): string {
  const lines = [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, content]) => `${createHash('sha256').update(content).digest('hex')}  ${path}\n`);
  return `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
}

function filesBelow(root: string, folder: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      for (const [name, content] of filesBelow(root, path)) files.set(name, content);
    } else {
      files.set(relative(root, path).split(sep).join('/'), readFileSync(path));
    }
  }
  return files;
}
