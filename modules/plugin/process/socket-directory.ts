import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PREFIX = 'terraform-plugin-';
/** Operating systems cut socket paths at 104 to 108 bytes. */
const MAX_SOCKET_PATH = 103;

/** A directory that only this user may enter, with room for one socket. */
export interface SocketDirectory {
  readonly socketPath: string;
  /** Removes the directory; may be called more than once. */
  remove(): void;
}

/**
 * Makes the directory below `preferred`, or below the system's temporary directory. Its name carries our process id,
 * so that what a killed process left can be told from what is in use.
 */
export function createSocketDirectory(preferred?: string): SocketDirectory {
  const parents = [preferred, tmpdir(), '/tmp'].filter(
    (parent) => parent !== undefined && parent !== '',
  ) as string[];
  // mkdtemp makes it 0700.
  const suffix = `${PREFIX}${String(process.pid)}-XXXXXX/provider.sock`;
  const parent = parents.find((candidate) => join(candidate, suffix).length <= MAX_SOCKET_PATH) ?? '/tmp';
  const directory = mkdtempSync(join(parent, `${PREFIX}${String(process.pid)}-`));
  return {
    socketPath: join(directory, 'provider.sock'),
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** Removes directories of our own making whose process is gone, for instance because it was killed. */
export function sweepSocketDirectories(parent = tmpdir()): void {
  for (const name of readdirSync(parent)) {
    const pid = Number(/^terraform-plugin-(\d+)-[A-Za-z0-9]{6}$/.exec(name)?.[1]);
    if (!Number.isInteger(pid) || isAlive(pid)) continue;
    const directory = join(parent, name);
    try {
      if (statSync(directory).uid === process.getuid?.()) rmSync(directory, { recursive: true, force: true });
    } catch {
      // Somebody else was faster.
    }
  }
}

/** Written here, because a provider's start loads nothing that its first call does not need. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
