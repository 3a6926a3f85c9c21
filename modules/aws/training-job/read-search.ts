import type { TrialRecord, TuningJobStatus } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { listTrials } from './list-trials';
import { listingGaps } from './listing-gaps';
import { describeSearchTotals } from './search-totals';

/** A search, read from its description and the list of its training jobs. */
export interface SearchReading {
  /** From the description; `undefined` if the record does not exist. */
  readonly status: TuningJobStatus | undefined;
  /** Absent if the record does not exist. */
  readonly arn?: string;
  /** Oldest first. */
  readonly trials: readonly TrialRecord[];
  /** The training job that the service calls the best. */
  readonly best?: string;
  /** What the list lacks compared with the description; empty if the two agree or the record does not exist. */
  readonly gaps: readonly string[];
  /** True if the gaps have outlasted every delay of the service: the missing records are not late but deleted. */
  readonly final: boolean;
}

/**
 * How long after the end of a search a gap may still be a delay. Delays are seconds to minutes, and the clocks of the
 * service and of this machine are at most five minutes apart, or no signature would be accepted.
 */
export const LISTING_DELAY_MS = 1_800_000;

/** Reads a search. Decide from its training jobs only if `gaps` is empty or `final` is true. */
export async function readSearch(
  session: AwsSession,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<SearchReading> {
  const totals = await describeSearchTotals(session, tuningJobName, signal);
  const trials = await listTrials(session, tuningJobName, signal);
  if (totals === undefined) return { status: undefined, trials, gaps: [], final: true };
  const { arn, best, endedAtMs } = totals;
  return {
    arn,
    status: totals.status,
    trials,
    ...(best !== undefined && { best: best.trainingJobName }),
    gaps: listingGaps(totals, trials),
    final: endedAtMs !== undefined && session.clock.now() - endedAtMs > LISTING_DELAY_MS,
  };
}
