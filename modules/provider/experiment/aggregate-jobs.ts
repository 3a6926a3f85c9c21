import { LAUNCH_TAGS, TAG_KEYS } from '../../aws';
import type { ObservedTuningJob, Tags } from '../../aws';
import { searchStatus } from '../../tuning';
import type { SearchMemberStatus } from '../../tuning';
import type { ExperimentState } from './types';

/** What is known about one tuning job of a search. */
export interface Outcome {
  readonly status: SearchMemberStatus;
  /** Its description, if it was observed. */
  readonly observed?: ObservedTuningJob;
}

/** Returns the outcome of describing a tuning job; `otherwise` is its status if it does not exist. */
export const outcomeOf = (observed: ObservedTuningJob | undefined, otherwise: SearchMemberStatus): Outcome =>
  observed === undefined ? { status: otherwise } : { status: observed.status, observed };

/** What is known about a whole search. */
export interface SearchOutcome {
  readonly status: SearchMemberStatus;
  /** ARN of its first tuning job, the one that `tuning_job_name` names; absent if that was not observed. */
  readonly arn: string | undefined;
  /** Sums over the observed tuning jobs; absent if there is none. */
  readonly counters: NonNullable<ExperimentState['training_job_status_counters']> | undefined;
  /** Tags of the observed tuning jobs; absent if there is none. */
  readonly tags: Tags | undefined;
}

/**
 * Returns one account of all tuning jobs of a search, in the order of their shards. Pure.
 *
 * @param expected tags that each job should carry. If a single job deviates from them, so do the tags of the search, so that the
 *   next plan repairs it.
 */
export function aggregateJobs(outcomes: readonly Outcome[], expected: Tags = {}): SearchOutcome {
  const observed = outcomes.flatMap((outcome) => outcome.observed ?? []);
  return {
    status: searchStatus(outcomes.map(({ status }) => status)),
    arn: outcomes[0]?.observed?.arn,
    counters: observed.length === 0 ? undefined : sumOfCounters(observed),
    tags:
      observed.length === 0
        ? undefined
        : tagsOfAll(
            observed.map(({ tags }) => tags),
            expected,
          ),
  };
}

/** Returns the training jobs of tuning jobs by outcome. */
export function sumOfCounters(observed: readonly ObservedTuningJob[]) {
  const sum = (pick: (counters: ObservedTuningJob['counters']) => number): number =>
    observed.reduce((total, { counters }) => total + pick(counters), 0);
  return {
    completed: sum(({ completed }) => completed),
    in_progress: sum(({ inProgress }) => inProgress),
    retryable_error: sum(({ retryableError }) => retryableError),
    non_retryable_error: sum(({ nonRetryableError }) => nonRetryableError),
    stopped: sum(({ stopped }) => stopped),
  };
}

/** The number of the shard and what its launch alone knows are a job's own, so they are none of the search's tags. */
function tagsOfAll(jobs: readonly Tags[], expected: Tags): Tags {
  const keys = new Set([expected, ...jobs].flatMap((tags) => Object.keys(tags)));
  keys.delete(TAG_KEYS.shard);
  for (const key of LAUNCH_TAGS) keys.delete(key);
  return Object.fromEntries(
    [...keys].flatMap((key) => {
      const deviating = jobs.find((tags) => tags[key] !== expected[key]);
      const value = deviating === undefined ? expected[key] : deviating[key];
      return value === undefined ? [] : [[key, value]];
    }),
  );
}
