import type { Clock, Logger } from '../../../kernel';
import type { KeyPair } from '../../../local-access';
import type { Outbox } from '../../events/outbox';
import type { ImageSource, LogSink, ObjectStorage } from '../../ports/ports';
import type { Runner } from '../../runners/runner';
import type { Store } from '../../store/store';
import type { MachineSlots } from './machine-slots';

/** What training needs from the rest of the local cloud. */
export interface TrainingParts {
  readonly store: Store;
  readonly events: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly objects: ObjectStorage;
  readonly images: ImageSource;
  readonly logs: LogSink;
  /** Resolves once what an earlier process left running has been ended. */
  readonly runner: () => Promise<Runner>;
  readonly slots: MachineSlots;
  /** Job folders go below it. */
  readonly directory: string;
  readonly region: string;
  /** What containers sign with when they call AWS. */
  readonly credentials: KeyPair;
  readonly url: () => string;
  /** Between SIGTERM and SIGKILL; SageMaker gives 120 s. */
  readonly stopGraceMs: number;
}
