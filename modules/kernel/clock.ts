import { setTimeout as delay } from 'node:timers/promises';

/** Time as a parameter, so that tests of code that waits need not wait. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds of a monotonic clock, which setting the time of day does not change. If absent, `now` is monotonic. */
  monotonic?(): number;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` as soon as the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Longest timer of Node, about 24 days; a longer one fires at once. A tuning job may run for 30 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's clock. Pass it as a parameter, so that tests can pass another clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    try {
      let left = ms;
      do {
        await delay(Math.min(left, LONGEST_TIMER_MS), undefined, signal === undefined ? {} : { signal });
        left -= LONGEST_TIMER_MS;
      } while (left > 0);
    } catch (error) {
      // Node wraps the reason in an AbortError; the contract is the reason itself.
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
};
