import type { AwsSession } from '../client-factory';
import { listOwned } from '../orphans/list-owned';

/** An experiment of the account, as the tags of its tuning jobs name it. */
export interface NamedExperiment {
  readonly name: string;
  readonly owner: string;
  /** Of its newest tuning job, milliseconds since the epoch. */
  readonly launchedAtMs: number;
}

/** Returns the experiments of the account, newest first; of one owner if it is given. */
export async function listExperiments(
  session: AwsSession,
  { owner }: { readonly owner?: string | undefined },
  signal: AbortSignal,
): Promise<readonly NamedExperiment[]> {
  const jobs = await listOwned(session, { kind: 'tuning job', ended: true, isKnown: () => false }, signal);
  const found = new Map<string, NamedExperiment>();
  for (const { belongsTo: name, owner: whose, createdAtMs } of jobs) {
    if (name === undefined || (owner !== undefined && whose !== owner)) continue;
    const key = JSON.stringify([whose, name]);
    const launchedAtMs = Math.max(createdAtMs, found.get(key)?.launchedAtMs ?? 0);
    found.set(key, { name, owner: whose, launchedAtMs });
  }
  return [...found.values()].sort((a, b) => b.launchedAtMs - a.launchedAtMs);
}
