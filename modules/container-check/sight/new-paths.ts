import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SETUP_LOG } from '../../local-cloud';

/**
 * Returns the files below a container's own folder that are newer than its root, relative and in order: what its program wrote. All that the
 * runner puts there is there before the script that makes the root begins, and opens its log.
 */
export async function newPaths(scratchDirectory: string): Promise<readonly string[]> {
  const log = await lstat(join(scratchDirectory, SETUP_LOG)).catch(() => undefined);
  if (log === undefined) return [];
  const begun = log.birthtimeMs > 0 ? log.birthtimeMs : log.ctimeMs;
  const entries = await readdir(scratchDirectory, { recursive: true, withFileTypes: true });
  const paths = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const file = join(entry.parentPath, entry.name);
        const found = await lstat(file).catch(() => undefined);
        return found !== undefined && found.ctimeMs > begun ? [file.slice(scratchDirectory.length + 1)] : [];
      }),
  );
  return paths.flat().sort();
}
