import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Returns the project's root folder: the nearest ancestor with a `cdktf.json`, else the nearest with a `package.json`, else
 * `from` itself.
 */
export function projectRoot(from: string): string {
  return nearestWith('cdktf.json', from) ?? nearestWith('package.json', from) ?? resolve(from);
}

/** Returns the default folder of a project's local cloud. */
export function defaultDirectory(from: string): string {
  return join(projectRoot(from), '.tuneform', 'local-cloud');
}

function nearestWith(file: string, from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
