import { mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../kernel';
import { identify, stillRuns } from './process-identity';
import type { ProcessIdentity } from './process-identity';

export interface LockOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once if somebody else holds the lock. */
  readonly onWait: () => void;
}

const POLL_MS = 150;

/** Runs `work` while no other process on this machine holds `file`. The lock of a dead process is taken over. */
export async function withFileLock<R>(
  file: string,
  options: LockOptions,
  work: () => Promise<R>,
): Promise<R> {
  mkdirSync(dirname(file), { recursive: true });
  let waited = false;
  while (!take(file)) {
    if (!waited) options.onWait();
    waited = true;
    await options.clock.sleep(POLL_MS, options.signal);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/** A symbolic link says who made it from its first moment; a file is empty at first, for ever if its maker is killed. */
function take(file: string): boolean {
  try {
    symlinkSync(JSON.stringify(identify(process.pid)), file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (isAbandoned(file)) retire(file);
  return false;
}

/**
 * Removes a dead owner's lock. Only who holds the lock's own lock may do so, or one heir would remove what another has
 * taken since it looked. An heir may die too: its lock has an heir in turn.
 */
function retire(file: string): void {
  const heir = `${file}.heir`;
  if (!take(heir)) return;
  try {
    if (isAbandoned(file)) rmSync(file, { force: true });
  } finally {
    rmSync(heir, { force: true });
  }
}

/** Whether the lock is there and its owner is not. */
function isAbandoned(file: string): boolean {
  try {
    return !stillRuns(JSON.parse(readlinkSync(file)) as ProcessIdentity);
  } catch {
    return false;
  }
}
