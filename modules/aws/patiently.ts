import { TuneformError } from '../kernel';
import { backoffMs } from '../reconcile';
import { isAwsError } from './aws-error';
import type { AwsSession } from './client-factory';
import type { AwsErrorKind } from './error-kinds';

/**
 * How long something made a moment ago, a role above all, may take to be known everywhere, milliseconds. An account
 * is eventually consistent; the local cloud is not, so there a refusal is the truth.
 */
export const PROPAGATION_MS = { aws: 300_000, local: 2_000 } as const;

const BASE_MS = 500;
const CAP_MS = 15_000;

/**
 * Repeats a call while it fails in a way that passes: throttled, unreachable, a fault of the service, or one of `kinds`,
 * which pass once things are known everywhere. Whatever is not driven by `converge` is called through this, so that no
 * part of an apply gives up sooner than the others.
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
