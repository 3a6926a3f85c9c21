import { AwsError, readSpend } from '../../aws';
import { specOf } from '../../tuning';
import type { ProviderData } from '../provider-data';
import { jobsInForce } from './tuning-jobs';
import type { ExperimentState } from './types';

type Spend = Pick<ExperimentState, 'billable_seconds' | 'cost_usd'>;

const ENDS: readonly string[] = ['Completed', 'Failed', 'Stopped'];

/** Number of training jobs that have ended, as the description counts them. */
const ended = ({ training_job_status_counters: counters }: ExperimentState): number =>
  counters === null ? 0 : counters.completed + counters.non_retryable_error + counters.stopped;

/**
 * Returns what the search has cost, after a refresh. Reads the list of training jobs only if more of them have ended than the
 * last time, or the search has; so an ended search is read once, and a quiet plan stays quiet. If the list cannot be read, what was
 * known stays.
 */
export async function refreshSpend(
  { session, prices }: ProviderData,
  states: { readonly before: ExperimentState; readonly now: ExperimentState },
  signal: AbortSignal,
): Promise<Spend> {
  const { before, now } = states;
  const { billable_seconds, cost_usd } = before;
  const kept = { billable_seconds, cost_usd };
  if (now.training_job_status_counters === null) return kept;
  if (ended(now) === 0) return { billable_seconds: 0, cost_usd: 0 };
  const hasEnded = ENDS.includes(now.status);
  const isRead =
    billable_seconds !== null && ended(now) === ended(before) && hasEnded === ENDS.includes(before.status);
  if (isRead) return kept;
  const search = {
    tuningJobNames: jobsInForce(now).map(({ name }) => name),
    spec: specOf(now),
    prices,
    hasEnded,
  };
  try {
    const { billableSeconds, usd } = await readSpend(session, search, signal);
    // A hundredth of a cent; the rest is binary noise in a plan.
    return {
      billable_seconds: billableSeconds,
      cost_usd: usd === undefined ? null : Math.round(usd * 10_000) / 10_000,
    };
  } catch (error) {
    // What a search has cost is good to know, and no reason to fail a plan.
    if (error instanceof AwsError || signal.aborted) return kept;
    throw error;
  }
}
