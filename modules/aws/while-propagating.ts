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

/** Repeats a call while it fails in one of the ways that pass once things are known everywhere. */
export async function whilePropagating<T>(
  session: AwsSession,
  kinds: readonly AwsErrorKind[],
  signal: AbortSignal,
  call: () => Promise<T>,
): Promise<T> {
  const { clock, settings } = session;
  const deadlineMs = clock.now() + PROPAGATION_MS[settings.target];
  for (let attempt = 0; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      if (!isAwsError(error, ...kinds) || clock.now() >= deadlineMs) throw error;
      await clock.sleep(backoffMs(attempt, { baseMs: BASE_MS, capMs: CAP_MS, random: Math.random }), signal);
    }
  }
}
