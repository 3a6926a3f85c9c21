import { chmod, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const OWNER_MAY_ALL = 0o700;

/** Removes a folder and all in it; none is fine too. Folders that a program made read-only are opened up for it. */
export async function removeFolder(folder: string): Promise<void> {
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await remove().catch(async () => {
    await openUp(folder);
    await remove();
  });
}

/** Removing a file takes the right to write to its folder, and finding it the right to read that. */
async function openUp(folder: string): Promise<void> {
  await chmod(folder, OWNER_MAY_ALL);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await openUp(join(folder, entry.name));
  }
}
