import type { SearchMemberStatus } from '../search-status';
import type { Objective } from '../experiment/spec';
import type { Contender } from './contender';

/** What a refresh or an apply saw of a search that has ended: all that a plan needs to choose from it without asking again. */
export interface SearchSight {
  /** The tuning jobs of the search. */
  readonly tuning_job_names: readonly string[];
  /** What it is judged by; absent only if its record was deleted before that was known. */
  readonly objective?: Objective | undefined;
  /** The worst end of them. */
  readonly end: SearchMemberStatus;
  /** Best first. */
  readonly contenders: readonly Contender[];
  /** False if the search has more that qualify. */
  readonly complete: boolean;
  /** Why the search has no winner, if it has none. */
  readonly absence: string | null;
  /** The best of each earlier search, oldest first; empty if there was a champion already. */
  readonly earlier: readonly Contender[];
}
