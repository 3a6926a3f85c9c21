import { TuneformError } from '../kernel';
import { backoffMs } from '../reconcile';
import { isAwsError } from './aws-error';
import type { AwsSession } from './client-factory';
import type { AwsErrorKind } from './error-kinds';

/**
 * How long a new object, above all a role, may take to become visible everywhere, in milliseconds. AWS is eventually
 * consistent; the local cloud is consistent at once, so there a refusal is final.
 */
export const PROPAGATION_MS = { aws: 300_000, local: 2_000 } as const;

const BASE_MS = 500;
const CAP_MS = 15_000;

/**
 * Retries a call while it fails for a temporary reason: throttled, unreachable, a service fault, or one of `kinds`, which
 * pass once new objects are visible everywhere. Use it for every call outside `converge`, so that no part of an apply gives
 * up sooner than the others.
 */
export async function patiently<T>(
  session: AwsSession,
  signal: AbortSignal,
  call: () => Promise<T>,
  kinds: readonly AwsErrorKind[] = [],
): Promise<T> {
  const { clock, random, settings } = session;
  const deadlineMs = clock.now() + PROPAGATION_MS[settings.target];
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const passes =
        isAwsError(error, ...kinds) || (error instanceof TuneformError && error.disposition === 'retryable');
      if (!passes || signal.aborted || clock.now() >= deadlineMs) throw error;
      await clock.sleep(backoffMs(attempt, { baseMs: BASE_MS, capMs: CAP_MS, random }), signal);
    }
  }
}
