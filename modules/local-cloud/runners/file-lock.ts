import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../../kernel';
import { identify, isAlive } from './process-identity';
import type { ProcessIdentity } from './process-identity';

export interface LockOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once if somebody else holds the lock. */
  readonly onWait: () => void;
}

const POLL_MS = 150;
let taken = 0;

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

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(identify(process.pid)), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = ownerOf(file);
  if (owner !== undefined && !isAlive(owner)) retire(file);
  return false;
}

/** Moves a dead owner's lock aside. Renaming lets exactly one of several heirs do it. */
function retire(file: string): void {
  taken += 1;
  const aside = `${file}.${String(process.pid)}.${String(taken)}`;
  try {
    renameSync(file, aside);
    rmSync(aside, { force: true });
  } catch {
    // Another heir was quicker.
  }
}

/** Undefined while the file is being written or already gone: then the answer is to look again. */
function ownerOf(file: string): ProcessIdentity | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return undefined;
  }
}
