import { allTags } from '../tags/object-id';
import type { ObjectId } from '../tags/object-id';
import { toTagList } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { ImmutableObjects } from './immutable-object';

/** A model that can be served. */
export interface DesiredModel {
  readonly name: string;
  readonly roleArn: string;
  readonly image: string;
  readonly modelDataUrl: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly tags: Tags;
  readonly objectId: ObjectId;
}

/** Models of one container. */
export const models = new ImmutableObjects<DesiredModel>({
  noun: 'model',
  create: (client, sdk, desired, options) =>
    client.send(
      new sdk.CreateModelCommand({
        ModelName: desired.name,
        ExecutionRoleArn: desired.roleArn,
        PrimaryContainer: {
          Image: desired.image,
          ModelDataUrl: desired.modelDataUrl,
          ...(Object.keys(desired.environment).length > 0 && { Environment: { ...desired.environment } }),
        },
        Tags: toTagList(allTags(desired)),
      }),
      options,
    ),
  describe: async (client, sdk, name, options) => {
    const answer = await client.send(new sdk.DescribeModelCommand({ ModelName: name }), options);
    return {
      name,
      arn: answer.ModelArn ?? '',
      roleArn: answer.ExecutionRoleArn ?? '',
      image: answer.PrimaryContainer?.Image ?? '',
      modelDataUrl: answer.PrimaryContainer?.ModelDataUrl ?? '',
      environment: answer.PrimaryContainer?.Environment ?? {},
    };
  },
  delete: (client, sdk, name, options) =>
    client.send(new sdk.DeleteModelCommand({ ModelName: name }), options),
});
