import type { Clock } from '../../modules/kernel';

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** A clock that stands still until told to move. Sleepers wake in the order of their deadlines. */
export class ManualClock implements Clock {
  private time: number;
  private sleepers: Sleeper[] = [];

  constructor(startMs = 0) {
    this.time = startMs;
  }

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) {
        reject(signal.reason as Error);
        return;
      }
      const abort = (): void => {
        this.sleepers = this.sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason as Error);
      };
      const sleeper: Sleeper = {
        wakeAt: this.time + ms,
        wake: () => {
          signal?.removeEventListener('abort', abort);
          resolve();
        },
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.sleepers.push(sleeper);
    });
  }

  /** Moves time forward by `ms`, waking every sleeper whose deadline is reached, earliest first. */
  async advance(ms: number): Promise<void> {
    const target = this.time + ms;
    for (;;) {
      const due = this.sleepers
        .filter((sleeper) => sleeper.wakeAt <= target)
        .sort((a, b) => a.wakeAt - b.wakeAt)[0];
      if (due === undefined) break;
      this.sleepers = this.sleepers.filter((other) => other !== due);
      this.time = Math.max(this.time, due.wakeAt);
      due.wake();
      await settle();
    }
    this.time = target;
    await settle();
  }

  /** When the first sleeper wakes; undefined without a sleeper. */
  get nextWake(): number | undefined {
    return this.sleepers.length === 0 ? undefined : Math.min(...this.sleepers.map(({ wakeAt }) => wakeAt));
  }

  /** How many callers are asleep, so that a test can wait until all of them are. */
  get sleeping(): number {
    return this.sleepers.length;
  }
}

/** Lets promise callbacks that became ready run before time moves again. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
