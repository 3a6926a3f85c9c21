import { attr, defineSchema, requiresReplace, types } from '../../plugin';
import { UNFINISHED } from './unfinished';
import { settableTags, tagsDescription } from '../tag-checks';

/** The computed attributes of an endpoint. */
export const computedAttributes = {
  id: attr.string({ computed: true, nonNull: true, description: 'The endpoint’s name.' }),
  endpoint_name: attr.string({ computed: true, nonNull: true, description: 'The endpoint’s name.' }),
  endpoint_arn: attr.string({ computed: true, description: 'ARN; null until there is a model to serve.' }),
  endpoint_config_name: attr.string({
    computed: true,
    description: 'The configuration that the endpoint serves; null until there is a model to serve.',
  }),
  model_name: attr.string({ computed: true, description: 'Model of that configuration.' }),
  status: attr.string({
    computed: true,
    nonNull: true,
    description:
      'SageMaker’s status; or `AwaitingChampion` until there is a model to serve, `Unconfirmed` while the endpoint was ' +
      'requested but not observed yet, `NotCreated` if the service refused it, `Missing` if it was deleted outside Terraform.',
  }),
  compute: attr.string({
    computed: true,
    nonNull: true,
    description: '`CPU` or `GPU`, derived from the family of the instance type.',
  }),
  failure_reason: attr.string({
    computed: true,
    description: 'Reason why the last rollout or smoke request failed.',
  }),
  smoke_response: attr.string({
    computed: true,
    description:
      'The model’s response to the smoke request after the last rollout, at most 4,096 characters.',
  }),
  unfinished: attr.string({
    computed: true,
    description: `What the last apply could not finish and the next apply does, one of ${Object.values(
      UNFINISHED,
    )
      .map((text) => `\`${text}\``)
      .join(', ')}; null when everything is finished.`,
  }),
  tags_all: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All tags of the endpoint, including Tuneform’s own.',
  }),
} as const;

/** `tuneform_endpoint`: serves a model and verifies each rollout. */
export const endpointSchema = defineSchema({
  description:
    'A SageMaker endpoint that serves a champion. A change rolls out a new configuration in place. Tuneform deletes the old ' +
    'configuration only after it has observed the endpoint serving the new one.',
  attributes: {
    name: attr.string({
      required: true,
      description:
        'Name of the endpoint: 1 to 63 letters, digits and hyphens, with no hyphen at either end. Changing it creates a new ' +
        'endpoint.',
      planModifiers: [requiresReplace()],
    }),
    role_arn: attr.string({
      required: true,
      description: 'ARN of the IAM role that the model’s containers assume.',
    }),
    model_data_url: attr.string({
      optional: true,
      description:
        'Artifact to serve, `s3://…/model.tar.gz`: the `model_data_url` of a champion. Null means that there is no model to ' +
        'serve yet; this is not an error.',
    }),
    image: attr.string({
      optional: true,
      description: 'Image with the model server. Required if `model_data_url` is not null.',
    }),
    production_variant: attr.object(
      {
        instance_type: attr.string({
          required: true,
          description: 'Instance type, for example `ml.m5.large`.',
        }),
        initial_instance_count: attr.number({
          optional: true,
          default: 1,
          description: 'Number of instances at the start, 1 or more. Default 1.',
        }),
        variant_name: attr.string({
          optional: true,
          default: 'AllTraffic',
          description: 'Name of the variant: 1 to 63 letters, digits and hyphens. Default `AllTraffic`.',
        }),
      },
      { required: true, description: 'The instances that serve the model.' },
    ),
    environment: attr.map(types.string, {
      optional: true,
      description: 'Environment variables of the model server. Do not put secrets here.',
    }),
    smoke_request: attr.object(
      {
        content_type: attr.string({
          required: true,
          description: 'Content type of the body, for example `text/csv`.',
        }),
        body: attr.string({ required: true, description: 'Body of the request.' }),
        accept: attr.string({ optional: true, description: 'Requested content type of the response.' }),
        expect_pattern: attr.string({
          optional: true,
          description: 'Regular expression that must match somewhere in the response.',
        }),
      },
      {
        optional: true,
        description:
          'A request that Tuneform sends after every rollout. An unexpected response is an error after an update. After a ' +
          'creation it is a warning with `failure_reason`, because after an error Terraform would delete the new endpoint.',
      },
    ),
    tags: attr.map(types.string, {
      optional: true,
      description: tagsDescription('endpoint', 'endpoint'),
      validators: [settableTags],
    }),
    ...computedAttributes,
  },
});
