/** Where chance comes from: uniform on [0, 1). Tests and simulations pass a seeded source. */
export type Random = () => number;

export interface BackoffOptions {
  /** Longest wait before the first retry, milliseconds. */
  readonly baseMs: number;
  /** Longest wait of all, milliseconds. */
  readonly capMs: number;
  readonly random: Random;
}

/**
 * How long to wait before retry number `attempt` (0 is the first): exponential, half of it fixed and half by
 * chance, so that callers which failed together do not come back together yet never come back at once.
 */
export function backoffMs(attempt: number, options: BackoffOptions): number {
  const ceiling = Math.min(options.capMs, options.baseMs * 2 ** Math.min(attempt, 52));
  return ceiling / 2 + (ceiling / 2) * options.random();
}

/** `ms` changed by at most ±`fraction` by chance: 10,000 and 0.2 give 8,000 to 12,000. */
export function jitter(ms: number, fraction: number, random: Random): number {
  return ms * (1 + fraction * (2 * random() - 1));
}
