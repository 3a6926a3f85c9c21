import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The folder a project's state belongs to: the nearest one upwards with a `cdktf.json`, else the nearest with a
 * `package.json`, else `from` itself.
 */
export function projectRoot(from: string): string {
  return nearestWith('cdktf.json', from) ?? nearestWith('package.json', from) ?? resolve(from);
}

/** Where a project's local cloud keeps everything, unless told otherwise. */
export function defaultDirectory(from: string): string {
  return join(projectRoot(from), '.tuneform', 'local-cloud');
}

function nearestWith(file: string, from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, file))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
