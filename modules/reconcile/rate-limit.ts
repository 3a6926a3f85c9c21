import type { Clock } from '../kernel';

export interface RateLimitOptions {
  readonly clock: Clock;
  /** Calls per second in the long run, more than 0. */
  readonly perSecond: number;
  /** Calls that may start at once after a quiet time, at least 1. */
  readonly burst: number;
}

/** Tolerance for binary fractions; without it 500.0000000001 would become 501. */
const ROUNDING_MS = 1e-6;

/**
 * A token bucket shared by all callers of one account. It serves callers in the order of their arrival. Over any span
 * of `t` seconds at most `burst + perSecond × t` calls start.
 */
export class RateLimit {
  private readonly clock: Clock;
  private readonly perMs: number;
  private readonly burst: number;
  /** Below zero while callers wait: each has taken its token in advance. */
  private tokens: number;
  private filledAt: number;

  constructor(options: RateLimitOptions) {
    if (!(options.perSecond > 0) || !(options.burst >= 1)) {
      throw new RangeError('a rate limit needs more than 0 calls a second and a burst of at least 1');
    }
    this.clock = options.clock;
    this.perMs = options.perSecond / 1000;
    this.burst = options.burst;
    this.tokens = options.burst;
    this.filledAt = options.clock.now();
  }

  /** Resolves when the caller may start. If the signal aborts, rejects with its reason and returns the token. */
  async acquire(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.refill();
    this.tokens -= 1;
    const neededMs = -this.tokens / this.perMs;
    if (neededMs <= ROUNDING_MS) return;
    const waitMs = Math.ceil(neededMs - ROUNDING_MS);
    // Clocks count whole milliseconds. If this caller waits too long, the next one must too, or the two start too
    // close together.
    const rounding = Math.max(0, waitMs - neededMs) * this.perMs;
    this.tokens -= rounding;
    try {
      await this.clock.sleep(waitMs, signal);
    } catch (error) {
      this.tokens = Math.min(this.burst, this.tokens + 1 + rounding);
      throw error;
    }
  }

  private refill(): void {
    const now = this.clock.now();
    // A clock that was set back must neither grant nor take tokens.
    const elapsed = Math.max(0, now - this.filledAt);
    this.tokens = Math.min(this.burst, this.tokens + elapsed * this.perMs);
    this.filledAt = now;
  }
}
