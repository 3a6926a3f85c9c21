import type { SageMakerDependencies } from '../../ports';
import type { TrainingJobs } from '../../training/training-jobs';
import type { TuningJobs } from '../../training/tuning-jobs';
import type { EndpointConfigs } from './hosting/endpoint-config-record';
import type { Endpoints } from './hosting/endpoints';
import type { Models } from './hosting/model-record';
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
