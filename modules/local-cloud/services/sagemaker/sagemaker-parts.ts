import type { SageMakerDependencies } from '../../ports/ports';
import type { TrainingJobs } from '../../jobs/training/training-jobs';
import type { TuningJobs } from '../../jobs/tuning/tuning-jobs';
import type { EndpointConfigs } from '../../jobs/hosting/endpoint-config-record';
import type { Endpoints } from '../../jobs/hosting/endpoints';
import type { Models } from '../../jobs/hosting/model-record';
import type { TagStore } from './tag-store';

/** What the operations work with. */
export interface SageMakerParts extends SageMakerDependencies {
  readonly tags: TagStore;
  readonly training: TrainingJobs;
  readonly tuning: TuningJobs;
  readonly models: Models;
  readonly endpointConfigs: EndpointConfigs;
  readonly endpoints: Endpoints;
}
