import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../kernel';
import { discardFolder } from './discard-folder';

/**
 * Removes the entries of a folder that no record knows any more: a process may be killed between the end of a job and
 * the removal of its files, in either order. A missing folder is fine.
 */
export async function sweepFolder(
  folder: string,
  isKnown: (name: string) => boolean,
  logger: Logger,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    // Checked for each entry in turn, so that entries created in the meantime are known.
    if (!isKnown(name)) await discardFolder(join(folder, name), logger);
  }
}
