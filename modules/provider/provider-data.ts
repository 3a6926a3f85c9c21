import type { AwsSession, Tags, TuningJobBoard } from '../aws';
import type { Prices } from '../tuning';
import type { LocalMembers } from './local-members';
import type { Preflight } from './preflight/preflight';

/** The data that the configured provider passes to every resource. */
export interface ProviderData {
  readonly session: AwsSession;
  /** The statuses of tuning jobs, shared by all waiting champions of this process. */
  readonly board: TuningJobBoard;
  readonly owner: string;
  readonly defaultTags: Tags;
  /** The list prices of the target's region. */
  readonly prices: Prices;
  /** The looks before a launch; absent if the provider's configuration turns them off. */
  readonly preflight?: Preflight | undefined;
  /** For target `local`: the local cloud's member tables, if it has them. */
  readonly localMembers?: LocalMembers | undefined;
}
