import type { AwsSession } from '../../aws';
import { backoffMs, converge } from '../../reconcile';
import type { Convergence, ExternalClient } from '../../reconcile';
import { lookAtSearch } from './look-at-search';
import type { EndedSearch, Look } from './look-at-search';

/** Starts with short pauses: most lists lag by a second or two. */
const BACKOFF = { aws: { baseMs: 1_000, capMs: 30_000 }, local: { baseMs: 200, capMs: 2_000 } } as const;

/**
 * Looks at a search that has ended, again while its lists lag, until the deadline. Changes nothing. Returns the
 * last look as `status`, also when the deadline passes.
 */
export async function awaitSight(
  session: AwsSession,
  search: EndedSearch,
  wait: { readonly deadlineMs: number; readonly signal: AbortSignal },
): Promise<Convergence<Look>> {
  const { clock, random, settings } = session;
  let looks = 0;
  const onlyLooks: ExternalClient<EndedSearch, Look> = {
    async observe(asked, signal) {
      const status = await lookAtSearch(session, asked, signal);
      if (status.kind === 'seen') return { kind: 'steady', status, drift: [] };
      const pollAfterMs = backoffMs(looks, { ...BACKOFF[settings.target], random });
      looks += 1;
      return { kind: 'progressing', status, pollAfterMs };
    },
    create: () => Promise.resolve(),
    update: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
  return converge(onlyLooks, { intent: 'present', spec: search }, { clock, ...wait, random });
}
