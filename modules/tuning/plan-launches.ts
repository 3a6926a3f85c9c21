import { tuningJobName } from './tuning-job-name';
import type { TuningJobIdentity } from './tuning-job-name';

/** One of the tuning jobs that a search is spread over. */
export interface ShardJob {
  readonly name: string;
  /** 1 and up; absent for the first. */
  readonly shard?: number;
}

export interface LaunchPlan {
  /** The tuning jobs of the search, in the order of their shards. */
  readonly tuningJobs: readonly [ShardJob, ...ShardJob[]];
  /** The jobs that have not been paid for yet. */
  readonly launch: readonly ShardJob[];
}

/**
 * Plans the tuning jobs of a search. Pure. A job whose name was launched before is never launched twice.
 *
 * @param launched names of the tuning jobs that were launched and seen.
 * @param count number of tuning jobs of the search: as many as an earlier search has; one for a new search.
 */
export function planLaunches(
  search: Omit<TuningJobIdentity, 'shard'>,
  launched: ReadonlySet<string>,
  count = 1,
): LaunchPlan {
  const others = Array.from({ length: count - 1 }, (_, index) => {
    const shard = index + 1;
    return { name: tuningJobName({ ...search, shard }), shard };
  });
  const tuningJobs = [{ name: tuningJobName(search) }, ...others] as const;
  return { tuningJobs, launch: tuningJobs.filter(({ name }) => !launched.has(name)) };
}
