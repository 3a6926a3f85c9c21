import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../kernel';
import { discardFolder } from './discard-folder';

/**
 * Removes what a folder holds and nobody knows any more: a process may be killed between the end of a thing and the removal
 * of its files, whichever of the two is written first. No such folder is fine.
 */
export async function sweepFolder(
  folder: string,
  isKnown: (name: string) => boolean,
  logger: Logger,
): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    // Asked for each at its turn: what is made meanwhile is known by then.
    if (!isKnown(name)) await discardFolder(join(folder, name), logger);
  }
}
