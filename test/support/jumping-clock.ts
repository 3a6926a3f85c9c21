import { systemClock } from '../../modules/kernel';
import type { Clock } from '../../modules/kernel';

/** The machine's clock, which a test can set ahead: a sleep that would end before the new time ends at once. */
export class JumpingClock implements Clock {
  private aheadMs = 0;
  private readonly sleepers = new Set<AbortController>();

  now(): number {
    return Date.now() + this.aheadMs;
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    const wakeAt = this.now() + ms;
    do {
      signal?.throwIfAborted();
      const jump = new AbortController();
      this.sleepers.add(jump);
      const either = signal === undefined ? jump.signal : AbortSignal.any([jump.signal, signal]);
      try {
        await systemClock.sleep(Math.max(0, wakeAt - this.now()), either);
      } catch (error) {
        if (!jump.signal.aborted) throw error;
      } finally {
        this.sleepers.delete(jump);
      }
    } while (this.now() < wakeAt);
  }

  /** Sets the clock ahead. */
  jump(ms: number): void {
    this.aheadMs += ms;
    for (const sleeper of [...this.sleepers]) sleeper.abort();
  }
}
