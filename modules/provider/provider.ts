/* eslint-disable @typescript-eslint/no-require-imports -- each resource is evaluated when Terraform first names it */
import { defineProvider } from '../plugin';
import { version } from '../../package.json';
import type * as Champion from './champion/resource';
import { configure, validateProvider } from './configure';
import type { ProviderData } from './provider-data';
import type * as ContainerImage from './container-image/resource';
import type * as Endpoint from './endpoint/resource';
import type * as Experiment from './experiment/resource';
import type * as TrainingJob from './training-job/resource';
import type * as Ceiling from './functions/ceiling';
import type * as InstancePrice from './functions/instance-price';
import type * as InstanceRecommendation from './instance-recommendation/data-source';
import type * as ChampionSource from './results/champion-source';
import type * as ExperimentSource from './results/experiment-source';
import type * as TrainingJobsSource from './results/training-jobs-source';
import { providerSchema } from './provider-schema';

/** The provider's source address: `source = "registry.terraform.io/tuneform/tuneform"`. */
export const PROVIDER_ADDRESS = 'registry.terraform.io/tuneform/tuneform';

/** The provider `tuneform`. */
export const tuneformProvider = defineProvider<typeof providerSchema, ProviderData>({
  name: 'tuneform',
  version,
  schema: providerSchema,
  validate: validateProvider,
  configure,
  resources: [
    {
      typeName: 'tuneform_experiment',
      load: () => (require('./experiment/resource') as typeof Experiment).experimentResource,
    },
    {
      typeName: 'tuneform_champion',
      load: () => (require('./champion/resource') as typeof Champion).championResource,
    },
    {
      typeName: 'tuneform_endpoint',
      load: () => (require('./endpoint/resource') as typeof Endpoint).endpointResource,
    },
    {
      typeName: 'tuneform_training_job',
      load: () => (require('./training-job/resource') as typeof TrainingJob).trainingJobResource,
    },
    {
      typeName: 'tuneform_container_image',
      load: () => (require('./container-image/resource') as typeof ContainerImage).containerImageResource,
    },
  ],
  dataSources: [
    {
      typeName: 'tuneform_experiment',
      load: () => (require('./results/experiment-source') as typeof ExperimentSource).experimentSource,
    },
    {
      typeName: 'tuneform_champion',
      load: () => (require('./results/champion-source') as typeof ChampionSource).championSource,
    },
    {
      typeName: 'tuneform_training_jobs',
      load: () => (require('./results/training-jobs-source') as typeof TrainingJobsSource).trainingJobsSource,
    },
    {
      typeName: 'tuneform_instance_recommendation',
      load: () =>
        (require('./instance-recommendation/data-source') as typeof InstanceRecommendation)
          .instanceRecommendation,
    },
  ],
  functions: [
    { typeName: 'ceiling', load: () => (require('./functions/ceiling') as typeof Ceiling).ceiling },
    {
      typeName: 'instance_price',
      load: () => (require('./functions/instance-price') as typeof InstancePrice).instancePrice,
    },
  ],
});
