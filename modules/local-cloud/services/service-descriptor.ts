import type { Clock, Logger, Random } from '../../kernel';
import type { KeyPair } from '../../local-access';
import type { Jobs } from '../jobs/jobs';
import type { Neighbours } from '../ports/ports';
import type { Service } from '../ports/service';
import type { Store } from '../store/store';

/** What a service is built from. */
export interface ServiceContext {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** The local cloud's own folder; a service keeps files in folders of its own below it. */
  readonly directory: string;
  readonly account: string;
  readonly region: string;
  /** The key pair that opens everything. */
  readonly credentials: KeyPair;
  /** What the services that come before this one offer. */
  readonly neighbours: Neighbours;
  readonly jobs: Jobs;
}

/** What a service is once it is built. */
export interface BuiltService extends Pick<Service, 'operations' | 'start'> {
  /** What others may use of it. */
  readonly offers?: Partial<Neighbours>;
}

/** One AWS service: how its requests look on the wire, and how it is built. */
export interface ServiceDescriptor extends Omit<Service, 'operations' | 'start'> {
  readonly build: (context: ServiceContext) => BuiltService;
}
