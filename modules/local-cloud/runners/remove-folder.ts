import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const OWNER_MAY_ALL = 0o700;

/**
 * Removes a folder and its content; succeeds if there is none. Makes folders writable that a program made read-only.
 */
export async function removeFolder(folder: string): Promise<void> {
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await remove().catch(async () => {
    await openUp(folder);
    await remove();
  });
}

/** Removing a file needs write permission for its folder, and finding it needs read permission. */
async function openUp(folder: string): Promise<void> {
  await chmod(folder, OWNER_MAY_ALL);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await openUp(join(folder, entry.name));
  }
}
