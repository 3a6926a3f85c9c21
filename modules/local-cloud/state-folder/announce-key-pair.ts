import { existsSync, mkdirSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Logger } from '../../kernel';
import { messageOf } from '../../kernel';
import { localCloudsFolder, portOf } from '../../local-access';

/**
 * Lets the user's own clients find the key pair by the port of `url`: creates a link to `file` in the user's state
 * folder. A client trusts any server that proves to know the secret behind a port, so links under this local cloud's
 * earlier ports are removed.
 */
export function announceKeyPair(url: string, file: string, logger: Logger): void {
  const folder = folderOfLinks();
  try {
    mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    removeLinks(folder, (link) => targetOf(link) === file || !existsSync(link));
    const link = join(folder, portOf(url));
    rmSync(link, { force: true });
    symlinkSync(file, link);
  } catch (error) {
    // A home that cannot be written to is no reason not to start: clients can be told where the file is.
    logger.warn('key pair not announced', { folder, file, error: messageOf(error) });
  }
}

/** Removes the links to `file`: nothing answers on its port any more. */
export function withdrawKeyPair(file: string): void {
  try {
    removeLinks(folderOfLinks(), (link) => targetOf(link) === file);
  } catch {
    // The next start in this folder removes it.
  }
}

const folderOfLinks = (): string => localCloudsFolder({ env: process.env, home: homedir() });

function removeLinks(folder: string, isOver: (link: string) => boolean): void {
  for (const port of readdirSync(folder)) {
    const link = join(folder, port);
    if (isOver(link)) rmSync(link, { force: true });
  }
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
