import { systemClock, TuneformError } from '../../kernel';
import { sendSignal, waitUntilGone } from '../../machine';
import { findRunning } from './find-running';
import { removeServerFile } from './server-file';

export interface Stopped {
  readonly wasRunning: boolean;
  readonly pid?: number;
  /** True if the process had to be killed. Acknowledged data is not lost even then. */
  readonly killed: boolean;
}

const GRACE_MS = 20_000;

/** How to end processes and wait for their end. */
export interface Processes {
  readonly sendSignal: typeof sendSignal;
  readonly waitUntilGone: typeof waitUntilGone;
}

/**
 * Stops the local cloud of `directory`, if one runs, and waits until its process has ended.
 *
 * @throws LOCAL_CLOUD_DOES_NOT_STOP if the process survives SIGKILL
 */
export async function ensureStopped(
  directory: string,
  graceMs = GRACE_MS,
  processes: Processes = { sendSignal, waitUntilGone },
): Promise<Stopped> {
  const found = await findRunning(directory);
  if (found.kind === 'none') return { wasRunning: false, killed: false };
  if (found.kind === 'stale') {
    // Another process may have the number in the record by now.
    removeServerFile(directory, found.record.pid);
    return { wasRunning: false, killed: false };
  }
  const pid = found.kind === 'silent' ? found.pid : found.record.pid;
  processes.sendSignal(pid, 'SIGTERM');
  let killed = false;
  if (!(await processes.waitUntilGone(pid, graceMs, systemClock))) {
    killed = true;
    processes.sendSignal(pid, 'SIGKILL');
    if (!(await processes.waitUntilGone(pid, 5000, systemClock))) {
      throw new TuneformError(
        `Process ${String(pid)} does not end, even after SIGKILL: it waits in the kernel, for example for a disk. End what it waits for, ` +
          'then run the command again.',
        { code: 'LOCAL_CLOUD_DOES_NOT_STOP', summary: 'Local Cloud Does Not Stop' },
      );
    }
  }
  removeServerFile(directory, pid);
  return { wasRunning: true, pid, killed };
}
