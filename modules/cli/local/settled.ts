import { systemClock } from '../../kernel';
import { notAnswering } from './failures';
import { findRunning } from './find-running';
import type { RunningLocalCloud } from './find-running';
import { removeServerFile } from './server-file';

const PATIENCE_MS = 30_000;

/**
 * The local cloud that serves `directory`, undefined when none does. One that is starting or stopping gets
 * time to do so; one that stays silent is reported, never ended: it may be running somebody's trials.
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
