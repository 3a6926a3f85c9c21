import { systemClock } from '../../modules/kernel';
import type { Clock } from '../../modules/kernel';

/** Returns a clock that starts at 0 and on which a wait passes as soon as it begins. */
export function hastyClock(): Clock {
  let now = 0;
  return { ...systemClock, now: () => now, sleep: async (ms: number) => void (now += ms) };
}
