import type { TrialRecord, TuningJobStatus } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { listTrials } from './list-trials';
import { listingGaps } from './listing-gaps';
import { describeSearchTotals } from './search-totals';

/** A search as its description and the list of its training jobs show it together. */
export interface SearchReading {
  /** By the description; `undefined` when the record is gone. */
  readonly status: TuningJobStatus | undefined;
  /** Oldest first. */
  readonly trials: readonly TrialRecord[];
  /** The training job that the service calls the best. */
  readonly best?: string;
  /** What the list lacks, by the description; empty when the two agree or the record is gone. */
  readonly gaps: readonly string[];
  /** True when the gaps have outlived every delay of the service: what is missing was deleted, it is not late. */
  readonly final: boolean;
}

/**
 * How long after the end of a search a gap may still be a delay. Delays are seconds to minutes, and the clocks of the
 * service and of this machine are at most five minutes apart, or no signature would be accepted.
 */
export const LISTING_DELAY_MS = 1_800_000;

/** Reads a search for whoever decides something from its training jobs. Decide only when `gaps` is empty or `final`. */
export async function readSearch(
  session: AwsSession,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<SearchReading> {
  const totals = await describeSearchTotals(session, tuningJobName, signal);
  const trials = await listTrials(session, tuningJobName, signal);
  if (totals === undefined) return { status: undefined, trials, gaps: [], final: true };
  const { best, endedAtMs } = totals;
  return {
    status: totals.status,
    trials,
    ...(best !== undefined && { best: best.trainingJobName }),
    gaps: listingGaps(totals, trials),
    final: endedAtMs !== undefined && session.clock.now() - endedAtMs > LISTING_DELAY_MS,
  };
}
