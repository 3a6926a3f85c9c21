import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../kernel';
import { StartFailure } from './start-failure';

const PREFIX = 'terraform-plugin-';
/** Operating systems cut socket paths at 104 to 108 bytes. */
const MAX_SOCKET_PATH = 103;
const SUFFIX = `${PREFIX}${String(process.pid)}-XXXXXX/provider.sock`;

/** A directory that only this user may enter, with room for one socket. */
export interface SocketDirectory {
  readonly socketPath: string;
  /** Removes the directory; may be called more than once. */
  remove(): void;
}

/** Places for a socket: where the host asks for it, the system's temporary directory, or `/tmp`. */
export const socketParents = (asked?: string): readonly (string | undefined)[] => [asked, tmpdir(), '/tmp'];

/**
 * Creates the directory below the first of `parents` that exists, is writable and has a short enough name. The new
 * folder's name contains our process id, so that a later start can distinguish folders of killed processes from folders
 * in use.
 */
export function createSocketDirectory(
  parents: readonly (string | undefined)[] = socketParents(),
): SocketDirectory {
  const rejections: string[] = [];
  for (const parent of new Set(parents)) {
    if (parent === undefined || parent === '') continue;
    if (Buffer.byteLength(join(parent, SUFFIX)) > MAX_SOCKET_PATH) {
      rejections.push(`${parent} (the name is too long for a socket's)`);
      continue;
    }
    try {
      // mkdtemp creates it with mode 0700.
      const directory = mkdtempSync(join(parent, `${PREFIX}${String(process.pid)}-`));
      return {
        socketPath: join(directory, 'provider.sock'),
        remove: () => rmSync(directory, { recursive: true, force: true }),
      };
    } catch (error) {
      rejections.push(`${parent} (${WHY[(error as NodeJS.ErrnoException).code ?? ''] ?? messageOf(error)})`);
    }
  }
  throw new StartFailure(
    `it found no usable folder for its socket. Tried: ${rejections.join(', ')}. Set TMPDIR to an existing folder that you may write to.`,
  );
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'no such folder',
  ENOTDIR: 'not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'read-only file system',
  ENOSPC: 'no space left',
  EDQUOT: 'disk quota exceeded',
};

/** Removes directories of our own whose process is gone, for example because it was killed. */
export function sweepSocketDirectories(parent = tmpdir()): void {
  for (const name of namesIn(parent)) {
    const pid = Number(/^terraform-plugin-(\d+)-[A-Za-z0-9]{6}$/.exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const directory = join(parent, name);
    try {
      if (statSync(directory).uid === process.getuid?.()) rmSync(directory, { recursive: true, force: true });
    } catch {
      // Another process was faster.
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Defined here, because a provider's start loads nothing that its first call does not need. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
