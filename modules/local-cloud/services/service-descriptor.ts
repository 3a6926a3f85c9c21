import type { Clock, Logger, Random } from '../../kernel';
import type { KeyPair } from '../../local-access';
import type { Jobs } from '../jobs/jobs';
import type { Neighbours } from '../ports/ports';
import type { Service } from '../ports/service';
import type { Store } from '../store/store';

/** The dependencies of a service. */
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
  /** The functions of the services before this one. */
  readonly neighbours: Neighbours;
  readonly jobs: Jobs;
}

/** A built service. */
export interface BuiltService extends Pick<Service, 'operations' | 'start'> {
  /** The functions that it provides to others. */
  readonly offers?: Partial<Neighbours>;
}

/** One AWS service: the wire format of its requests and its constructor. */
export interface ServiceDescriptor extends Omit<Service, 'operations' | 'start'> {
  readonly build: (context: ServiceContext) => BuiltService;
}
