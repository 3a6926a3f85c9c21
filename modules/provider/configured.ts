import type { AwsSession, Tags, TuningJobBoard } from '../aws';

/** What configuring the provider hands to every resource. */
export interface Configured {
  readonly session: AwsSession;
  /** What every waiting champion of this process knows about tuning jobs. */
  readonly board: TuningJobBoard;
  /**
   * Tuning jobs that the experiments of this process know to wait for capacity. They are absent as those are whose record
   * was deleted, and a champion has nothing else to tell the two apart by.
   */
  readonly pendingLaunches: Set<string>;
  readonly owner: string;
  readonly defaultTags: Tags;
}
