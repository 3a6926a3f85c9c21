/** Source of random numbers, uniform on [0, 1). Tests and simulations pass a seeded one. */
export type Random = () => number;

export interface BackoffOptions {
  /** Longest wait before the first retry, milliseconds. */
  readonly baseMs: number;
  /** Longest wait of all, milliseconds. */
  readonly capMs: number;
  readonly random: Random;
}

/**
 * Returns the wait before retry number `attempt` (0 is the first), in milliseconds: exponential, half of it fixed and
 * half random, so that callers that failed together do not retry together, and none retries at once.
 */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const ceiling = Math.min(options.capMs, options.baseMs * 2 ** Math.min(attempt, 52));
  return ceiling / 2 + (ceiling / 2) * options.random();
}

/** Returns `ms` changed at random by at most ±`fraction`: 10,000 and 0.2 give 8,000 to 12,000. */
export function jitter(ms: number, fraction: number, random: Random): number {
  return ms * (1 + fraction * (2 * random() - 1));
}
