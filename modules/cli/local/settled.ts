import { systemClock } from '../../kernel';
import { notAnswering } from './failures';
import { findRunning } from './find-running';
import type { RunningLocalCloud } from './find-running';
import { removeServerFile } from './server-file';

const PATIENCE_MS = 30_000;

/**
 * Returns the local cloud that serves `directory`, or undefined. Waits for one that is starting or stopping. Throws for one
 * that does not answer and never kills it, because it may be running trials.
 */
export async function settled(
  directory: string,
  patienceMs = PATIENCE_MS,
): Promise<RunningLocalCloud | undefined> {
  let left = patienceMs;
  for (;;) {
    const found = await findRunning(directory);
    if (found.kind === 'running') return found;
    if (found.kind === 'none') return undefined;
    if (found.kind === 'stale') {
      removeServerFile(directory, found.record.pid);
      return undefined;
    }
    if (left <= 0) throw notAnswering(found.pid, directory);
    left -= POLL_MS;
    await systemClock.sleep(POLL_MS);
  }
}

const POLL_MS = 50;
