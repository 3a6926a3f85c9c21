import type { AwsSession } from '../../aws';
import { backoffMs, converge } from '../../reconcile';
import type { Convergence, ExternalClient } from '../../reconcile';
import { settleChampion } from './settle-champion';
import type { Settled, Settlement } from './settle-champion';

/** Starts with short pauses: most lists lag by a second or two. */
const BACKOFF = { aws: { baseMs: 1_000, capMs: 30_000 }, local: { baseMs: 200, capMs: 2_000 } } as const;

/**
 * Settles a search that has ended, and observes again while its lists lag, until the deadline. Changes nothing. Returns the
 * last observation as `status`, also when the deadline passes.
 */
export async function awaitAgreement(
  session: AwsSession,
  settlement: Settlement,
  wait: { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<Convergence<Settled>> {
  const { clock, random, settings } = session;
  let looks = 0;
  const onlyLooks: ExternalClient<Settlement, Settled> = {
    async observe(asked, signal) {
      const status = await settleChampion(session, asked, signal);
      if (status.kind === 'settled') return { kind: 'steady', status, drift: [] };
      const pollAfterMs = backoffMs(looks, { ...BACKOFF[settings.target], random });
      looks += 1;
      return { kind: 'progressing', status, pollAfterMs };
    },
    create: () => Promise.resolve(),
    update: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
  return converge(onlyLooks, { intent: 'present', spec: settlement }, { clock, ...wait, random });
}
