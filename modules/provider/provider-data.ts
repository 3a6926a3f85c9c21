import type { AwsSession, Tags, TuningJobBoard } from '../aws';
import type { LocalMembers } from './local-members';

/** What configuring the provider hands to every resource. */
export interface ProviderData {
  readonly session: AwsSession;
  /** What every waiting champion of this process knows about tuning jobs. */
  readonly board: TuningJobBoard;
  /**
   * Tuning jobs that nobody has seen yet, as the experiments of this process know, each with the reason: `waits for
   * capacity`. They are absent as those are whose record was deleted, and a champion has nothing else to tell them apart by.
   */
  readonly pendingLaunches: Map<string, string>;
  readonly owner: string;
  readonly defaultTags: Tags;
  /** For target local: what the local cloud does with the members of requests, where it says so. */
  readonly localMembers?: LocalMembers | undefined;
}
