/* eslint-disable @typescript-eslint/no-require-imports -- each resource is evaluated when Terraform first names it */
import { defineProvider } from '../plugin';
import type { Lazy, ManagedResource, Schema } from '../plugin';
import { version } from '../../package.json';
import { configure, validateProvider } from './configure';
import type { Configured } from './configured';
import { providerSchema } from './provider-schema';

type Resource = ManagedResource<Schema, Configured>;

/** Where Terraform finds the provider: `source = "tuneform/tuneform"`. */
export const PROVIDER_ADDRESS = 'registry.terraform.io/tuneform/tuneform';

const resource = (typeName: string, load: () => Resource): Lazy<Resource> => ({ typeName, load });

/** The provider `tuneform`. */
export const tuneformProvider = defineProvider<typeof providerSchema, Configured>({
  name: 'tuneform',
  version,
  schema: providerSchema,
  validate: validateProvider,
  configure,
  resources: [
    resource(
      'tuneform_experiment',
      () => (require('./experiment/resource') as { experimentResource: Resource }).experimentResource,
    ),
    resource(
      'tuneform_champion',
      () => (require('./champion/resource') as { championResource: Resource }).championResource,
    ),
    resource(
      'tuneform_endpoint',
      () => (require('./endpoint/resource') as { endpointResource: Resource }).endpointResource,
    ),
    resource(
      'tuneform_container_image',
      () =>
        (require('./container-image/resource') as { containerImageResource: Resource })
          .containerImageResource,
    ),
  ],
});
