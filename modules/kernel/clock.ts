import { setTimeout as delay } from 'node:timers/promises';

/** Time as a parameter, so that everything which waits can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number;
  /** Milliseconds since some moment, which setting the time of day does not change. Without it `now` is such a reading. */
  monotonic?(): number;
  /** Resolves after `ms` milliseconds; rejects with `signal.reason` as soon as the signal aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A timer of Node's ends at once beyond this many milliseconds, some 24 days. A tuning job may run for 30. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The machine's own clock. Whoever waits or tells the time is given one, so that tests can give another. */
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
      // Node wraps the reason in an AbortError; callers were promised the reason itself.
      throw signal?.aborted === true ? signal.reason : error;
    }
  },
};
