import type { RetryErrorInfo, RetryErrorType, RetryStrategyV2, StandardRetryToken } from '@smithy/types';
import type { Clock } from '../kernel';

/** The budget, costs and pauses of the SDK's standard mode: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const CAPACITY = 500;
const COST: Readonly<Record<'THROTTLING' | 'TRANSIENT', number>> = { THROTTLING: 5, TRANSIENT: 14 };
const BASE_MS = { THROTTLING: 1_000, TRANSIENT: 50 } as const;
const LONGEST_PAUSE_MS = 20_000;
/** The longest extra pause, in milliseconds, that a service may request. */
const LONGEST_HINT_MS = 5_000;

interface RetrySettings {
  /** Maximum number of attempts per request. */
  readonly attempts: number;
  readonly clock: Clock;
  /** A number from 0 up to 1. */
  readonly random: () => number;
}

/**
 * The SDK's standard retries on a given clock and random source; the SDK's own strategy sleeps in real time. All requests of
 * a client share one budget, so that a failing service does not receive every request three times.
 */
export class RetryOnClock implements RetryStrategyV2 {
  readonly mode = 'standard';
  private readonly settings: RetrySettings;
  private capacity = CAPACITY;

  constructor(settings: RetrySettings) {
    this.settings = settings;
  }

  acquireInitialRetryToken(): Promise<StandardRetryToken> {
    return Promise.resolve(tokenOf(0, undefined));
  }

  /** Resolves when it is time to send again; rejects if the request must not be repeated. */
  async refreshRetryTokenForRetry(
    token: StandardRetryToken,
    error: RetryErrorInfo,
  ): Promise<StandardRetryToken> {
    const { attempts, clock, random } = this.settings;
    const kind = kindOf(error.errorType);
    const sent = token.getRetryCount() + 1;
    if (kind === undefined || sent >= attempts || this.capacity < COST[kind]) {
      throw new Error('This request must not be retried.');
    }
    this.capacity -= COST[kind];
    const pause = Math.floor(
      random() * Math.min(BASE_MS[kind] * 2 ** token.getRetryCount(), LONGEST_PAUSE_MS),
    );
    const hint = Math.min(askedPause(error.error, clock.now()) ?? 0, pause + LONGEST_HINT_MS);
    await clock.sleep(Math.max(pause, hint));
    return tokenOf(sent, COST[kind]);
  }

  recordSuccess(token: StandardRetryToken): void {
    this.capacity = Math.min(CAPACITY, this.capacity + (token.getRetryCost() ?? 1));
  }
}

const tokenOf = (retries: number, cost: number | undefined): StandardRetryToken => ({
  getRetryCount: () => retries,
  // The pause is over when the token is returned.
  getRetryDelay: () => 0,
  getRetryCost: () => cost,
});

/** Returns the retryable error type. The SDK counts lost connections and the statuses 500, 502, 503 and 504 as transient. */
function kindOf(type: RetryErrorType): keyof typeof COST | undefined {
  return type === 'THROTTLING' || type === 'TRANSIENT' ? type : undefined;
}

/** Returns the pause that a response requests, in milliseconds: from `retry-after` (seconds or date) or AWS's own header. */
function askedPause(error: unknown, now: number): number | undefined {
  const { headers = {} } = (error as { $response?: { headers?: Record<string, string> } }).$response ?? {};
  const header = (name: string): string | undefined =>
    Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const own = Number(header('x-amz-retry-after') ?? NaN);
  if (!Number.isNaN(own)) return own;
  const after = header('retry-after');
  if (after === undefined) return undefined;
  const ms = /^\d+(\.\d+)?$/.test(after) ? Number(after) * 1_000 : Date.parse(after) - now;
  return Number.isNaN(ms) ? undefined : ms;
}
