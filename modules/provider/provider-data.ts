import type { AwsSession, Tags, TuningJobBoard } from '../aws';
import type { LocalMembers } from './local-members';

/** The data that the configured provider passes to every resource. */
export interface ProviderData {
  readonly session: AwsSession;
  /** The statuses of tuning jobs, shared by all waiting champions of this process. */
  readonly board: TuningJobBoard;
  /**
   * Tuning jobs that are not launched yet, by name, with the reason such as `waits for capacity`. The experiments of this
   * process fill the map. Without it a champion could not distinguish them from jobs whose record was deleted.
   */
  readonly pendingLaunches: Map<string, string>;
  readonly owner: string;
  readonly defaultTags: Tags;
  /** For target `local`: the local cloud's member tables, if it has them. */
  readonly localMembers?: LocalMembers | undefined;
}
