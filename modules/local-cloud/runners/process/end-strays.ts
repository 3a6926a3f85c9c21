import { procText, sendSignal, youngerThan } from '../../../machine';

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

const straysOf = (leader: number, sign: string): readonly number[] =>
  youngerThan(leader).filter(
    (pid) => pid > 1 && pid !== process.pid && procText(`${String(pid)}/environ`).includes(sign),
  );
