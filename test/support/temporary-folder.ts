import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Content of a file; or a file with a mode; or a link. */
export type Item = string | { readonly content: string; readonly mode: number } | { readonly linkTo: string };

const made: string[] = [];

/** A new folder with these files. */
export function temporaryFolder(items: Readonly<Record<string, Item>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'tuneform-files-'));
  made.push(folder);
  for (const [path, item] of Object.entries(items)) addItem(folder, path, item);
  return folder;
}

export function addItem(folder: string, path: string, item: Item): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  if (typeof item === 'string') writeFileSync(file, item, { mode: 0o644 });
  else if ('linkTo' in item) symlinkSync(item.linkTo, file);
  else {
    writeFileSync(file, item.content);
    chmodSync(file, item.mode);
  }
}

/** Changes the time at which a file was last written. */
export function setTime(folder: string, path: string, seconds: number): void {
  utimesSync(join(folder, path), seconds, seconds);
}

/** Removes every folder made so far. */
export function removeTemporaryFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
