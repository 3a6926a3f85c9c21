import type { Clock, Logger } from '../../kernel';
import { systemRandom } from '../../kernel';
import type { KeyPair } from '../../local-access';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../ports/credentials';
import type { KeyDirectory } from '../ports/credentials';
import type { RegistryListener } from '../ports/registry-listener';
import type { Service } from '../ports/service';
import { createEcrServices } from './ecr';
import { createIamService } from './iam';
import { TrustedRoles } from './iam/role-directory';
import { createLogsServices } from './logs';
import { createS3Services } from './s3';
import { createSageMakerServices } from './sagemaker';
import { createStsService } from './sts';
import { SessionDirectory } from './sts/session-directory';
import type { Store } from '../store/store';

export interface ServicesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly directory: string;
  /** The pair that opens everything. */
  readonly credentials: KeyPair;
  /** Endpoint of the server; valid once it listens. */
  readonly url: () => string;
}

export interface Services {
  readonly services: readonly Service[];
  readonly keys: KeyDirectory;
  readonly registry: RegistryListener;
}

/** Builds every service over one store and connects them through their ports. */
export function createServices(options: ServicesOptions): Services {
  const { store, clock, directory } = options;
  const sessions = new SessionDirectory(store, clock, options.credentials);
  const roles = new TrustedRoles(store);
  const s3 = createS3Services(store, clock, directory);
  const ecr = createEcrServices(store, clock, systemRandom, directory);
  const logs = createLogsServices(store, clock);
  const sagemaker = createSageMakerServices({
    ...options,
    objects: s3.objects,
    roles,
    images: ecr.images,
    logs: logs.sink,
    account: LOCAL_ACCOUNT,
    region: LOCAL_REGION,
  });
  return {
    services: [
      s3.service,
      createStsService({ store, sessions, roles }),
      createIamService(store),
      ecr.service,
      logs.service,
      ...sagemaker,
    ],
    keys: sessions,
    registry: ecr.registry,
  };
}
