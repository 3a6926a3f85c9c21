import { allTags } from '../tags/object-id';
import type { ObjectId } from '../tags/object-id';
import { toTagList } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { ImmutableObjects } from './immutable-object';

/** One production variant of one model. */
export interface DesiredEndpointConfiguration {
  readonly name: string;
  readonly modelName: string;
  readonly variantName: string;
  readonly instanceType: string;
  readonly initialInstanceCount: number;
  readonly tags: Tags;
  readonly objectId: ObjectId;
}

/** Endpoint configurations of one variant. */
export const endpointConfigurations = new ImmutableObjects<DesiredEndpointConfiguration>({
  noun: 'endpoint configuration',
  create: (client, sdk, desired, options) =>
    client.send(
      new sdk.CreateEndpointConfigCommand({
        EndpointConfigName: desired.name,
        ProductionVariants: [
          {
            VariantName: desired.variantName,
            ModelName: desired.modelName,
            InstanceType: desired.instanceType as 'ml.m5.large',
            InitialInstanceCount: desired.initialInstanceCount,
            InitialVariantWeight: 1,
          },
        ],
        Tags: toTagList(allTags(desired)),
      }),
      options,
    ),
  describe: async (client, sdk, name, options) => {
    const answer = await client.send(
      new sdk.DescribeEndpointConfigCommand({ EndpointConfigName: name }),
      options,
    );
    const variant = answer.ProductionVariants?.[0];
    return {
      name,
      arn: answer.EndpointConfigArn ?? '',
      modelName: variant?.ModelName ?? '',
      variantName: variant?.VariantName ?? '',
      instanceType: variant?.InstanceType ?? '',
      initialInstanceCount: variant?.InitialInstanceCount ?? 0,
    };
  },
  delete: (client, sdk, name, options) =>
    client.send(new sdk.DeleteEndpointConfigCommand({ EndpointConfigName: name }), options),
});
