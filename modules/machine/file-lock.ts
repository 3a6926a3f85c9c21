import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock } from '../kernel';
import { holdLink } from './lock-link';

export interface LockOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called once if another process holds the lock. */
  readonly onWait: () => void;
}

const POLL_MS = 150;

/** Runs `work` while no other process on this machine holds `file`. Takes over the lock of a dead process. */
export async function withFileLock<R>(
  file: string,
  options: LockOptions,
  work: () => Promise<R>,
): Promise<R> {
  mkdirSync(dirname(file), { recursive: true });
  let waited = false;
  let release: (() => void) | undefined;
  while ((release = holdLink(file)) === undefined) {
    if (!waited) options.onWait();
    waited = true;
    await options.clock.sleep(POLL_MS, options.signal);
  }
  try {
    return await work();
  } finally {
    release();
  }
}
