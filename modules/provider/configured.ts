import type { AwsSession, Tags, TuningJobBoard } from '../aws';

/** What configuring the provider hands to every resource. */
export interface Configured {
  readonly session: AwsSession;
  /** What every waiting champion of this process knows about tuning jobs. */
  readonly board: TuningJobBoard;
  readonly owner: string;
  readonly defaultTags: Tags;
}
