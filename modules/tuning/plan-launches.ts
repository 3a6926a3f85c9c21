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
 * Plans the tuning jobs of a search: one for now. Pure. A job whose name was launched before is never launched twice.
 *
 * @param launched names of the tuning jobs that were launched and seen.
 */
export function planLaunches(
  search: Omit<TuningJobIdentity, 'shard'>,
  launched: ReadonlySet<string>,
): LaunchPlan {
  const tuningJobs = [{ name: tuningJobName(search) }] as const;
  return { tuningJobs, launch: tuningJobs.filter(({ name }) => !launched.has(name)) };
}
