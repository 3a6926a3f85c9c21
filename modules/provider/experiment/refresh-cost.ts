import { AwsError, readSpend } from '../../aws';
import { formatSpend, specOf } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { jobsInForce } from './tuning-jobs';
import type { ExperimentState } from './types';

const ENDS: readonly string[] = ['Completed', 'Failed', 'Stopped'];

/**
 * Returns what the last search that has ended cost, after a refresh. Reads the list of training jobs once, at the refresh that sees the
 * search end: while it runs its cost changes all the time, and each refresh would show it. If the list cannot be read, the cost
 * stays as it was and the next refresh reads it.
 */
export async function refreshCost(
  { session, prices }: ProviderData,
  states: { readonly before: ExperimentState; readonly now: ExperimentState },
  signal: AbortSignal,
): Promise<string | null> {
  const { before, now } = states;
  const names = jobsInForce(now).map(({ name }) => name);
  const [first = ''] = names;
  // The text ends with the tuning job, so that it tells whether this search has been read.
  const isRead = ENDS.includes(before.status) && before.cost?.endsWith(` ${first}`) === true;
  if (!ENDS.includes(now.status) || isRead) return before.cost;
  const search = { tuningJobNames: names, spec: specOf(now), prices, hasEnded: true };
  try {
    return `${formatSpend(await readSpend(session, search, signal))} of ${first}`;
  } catch (error) {
    // What a search has cost is good to know, and no reason to fail a plan.
    if (error instanceof AwsError || signal.aborted) return before.cost;
    throw error;
  }
}
