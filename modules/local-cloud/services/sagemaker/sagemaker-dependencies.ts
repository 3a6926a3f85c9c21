import type { Random } from '../../../kernel';
import type { Jobs } from '../../jobs/jobs';
import type { Neighbours } from '../../ports/ports';
import type { Store } from '../../store/store';

/** What the operations work with. */
export interface SageMakerDependencies
  extends
    Pick<Jobs, 'tags' | 'training' | 'tuning' | 'algorithms' | 'models' | 'endpointConfigs' | 'endpoints'>,
    Pick<Neighbours, 'objects' | 'images' | 'roles' | 'quotas'> {
  readonly store: Store;
  readonly random: Random;
  readonly region: string;
}
