import type { Clock, Logger } from '../../../kernel';
import type { KeyPair } from '../../../local-access';
import type { Outbox } from '../../events/outbox';
import type { ImageSource, LogSink, ObjectStorage } from '../../ports/ports';
import type { Runner } from '../../runners/runner';
import type { Store } from '../../store/store';
import type { MachineSlots } from './machine-slots';

/** The dependencies of training. */
export interface TrainingDependencies {
  readonly store: Store;
  readonly events: Outbox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly objects: ObjectStorage;
  readonly images: ImageSource;
  readonly logs: LogSink;
  /** Resolves once the programs of an earlier process have ended. */
  readonly runner: () => Promise<Runner>;
  readonly slots: MachineSlots;
  /** Parent folder of the job folders. */
  readonly directory: string;
  readonly region: string;
  /** Credentials with which containers sign calls to AWS. */
  readonly credentials: KeyPair;
  readonly url: () => string;
  /** Time between SIGTERM and SIGKILL; SageMaker gives 120 s. */
  readonly stopGraceMs: number;
}
