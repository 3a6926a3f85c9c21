import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Returns Terraform's `h1:` hash of an unpacked provider package. */
export function packageHash(folder: string): string {
  return hashOfFiles(
    filesBelow(folder).map((file) => ({
      path: relative(folder, file).split(sep).join('/'),
      sha256: fileHash(file),
    })),
  );
}

/**
 * Returns Terraform's `h1:` hash of a package by its files: SHA-256, in base64, over one line per file,
 * `hex-sha256␠␠path`, sorted by path (the "Hash1" of Go's module checksums).
 */
export function hashOfFiles(files: readonly { readonly path: string; readonly sha256: string }[]): string {
  const lines = files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  return `h1:${createHash('sha256').update(lines.join('')).digest('base64')}`;
}

/** Every file of a package, at any depth. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

/** In pieces: the AWS provider has 700 MB. */
function fileHash(file: string): string {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(1 << 20);
  const descriptor = openSync(file, 'r');
  try {
    let read = readSync(descriptor, piece);
    while (read > 0) {
      hash.update(piece.subarray(0, read));
      read = readSync(descriptor, piece);
    }
  } finally {
    closeSync(descriptor);
  }
  return hash.digest('hex');
}
