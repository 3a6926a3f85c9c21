import { readdirSync, readFileSync } from 'node:fs';
import { sendSignal } from '../../../machine';

/** A process can start another between the look and the signal. */
const MOST_LOOKS = 5;

/**
 * Kills the processes that left the group of `leader`, which has ended, with `setsid` for instance. They are recognised by `sign`, a text that
 * only this container has in its environment, which processes inherit. One that also cleared its environment stays.
 */
export function endStrays(leader: number, sign: string): void {
  for (let look = 0; look < MOST_LOOKS; look += 1) {
    const strays = straysOf(leader, sign);
    if (strays.length === 0) return;
    for (const pid of strays) sendSignal(pid, 'SIGKILL');
  }
}

function straysOf(leader: number, sign: string): readonly number[] {
  const pids = (read(() => readdirSync('/proc')) ?? [])
    .map(Number)
    .filter((pid) => pid > 1 && pid !== process.pid);
  // Descendants have higher numbers, so that few environments are read, until the numbers begin again.
  const younger = last() < leader ? pids : pids.filter((pid) => pid > leader);
  return younger.filter((pid) =>
    read(() => readFileSync(`/proc/${String(pid)}/environ`, 'latin1'))?.includes(sign),
  );
}

/** The number of the youngest process of this machine. */
const last = (): number =>
  Number((read(() => readFileSync('/proc/loadavg', 'utf8')) ?? '').trim().split(' ').at(-1));

/** A process may end at any time, and other systems have no such files. */
function read<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
