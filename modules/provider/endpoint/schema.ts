import { attr, defineSchema, matches, requiresReplace, types, wholeNumber } from '../../plugin';
import { S3_OBJECT_ADDRESS } from '../../tuning';
import { MARKS, settableTags, tagsDescription } from '../tag-checks';

/** What Tuneform decides about an endpoint. */
export const computedAttributes = {
  id: attr.string({ computed: true, nonNull: true, description: 'The endpoint’s name.' }),
  endpoint_name: attr.string({ computed: true, nonNull: true, description: 'The endpoint’s name.' }),
  endpoint_arn: attr.string({ computed: true, description: 'ARN; null while there is nothing to serve.' }),
  endpoint_config_name: attr.string({
    computed: true,
    description: 'The configuration it really serves; null while there is nothing to serve.',
  }),
  model_name: attr.string({ computed: true, description: 'The model of that configuration.' }),
  status: attr.string({
    computed: true,
    nonNull: true,
    description:
      'SageMaker’s status; or `AwaitingChampion` while there is nothing to serve, `Unconfirmed` while it was asked for and ' +
      'not seen yet, `NotCreated` when the service refused it, `Missing` when it was deleted elsewhere.',
  }),
  compute: attr.string({
    computed: true,
    nonNull: true,
    description: '`CPU` or `GPU`, by the family of the instance type.',
  }),
  failure_reason: attr.string({
    computed: true,
    description: 'Why the last rollout or smoke request failed.',
  }),
  smoke_response: attr.string({
    computed: true,
    description:
      'What the model answered to the smoke request after the last rollout, at most 4,096 characters.',
  }),
  unfinished: attr.string({
    computed: true,
    description:
      'What the last apply could not finish and the next one does: `confirm the rollout`, `make the smoke request`, ' +
      '`delete what was replaced`, or what it makes again; null when nothing is left.',
  }),
  tags_all: attr.map(types.string, {
    computed: true,
    nonNull: true,
    description: 'All tags of the endpoint, Tuneform’s own included.',
  }),
} as const;

/** `tuneform_endpoint`: serves a model and proves that it does. */
export const endpointSchema = defineSchema({
  description:
    'A SageMaker endpoint that serves a champion. A change rolls a new configuration out in place; the old one is ' +
    'deleted only after the endpoint has been seen serving the new one.',
  attributes: {
    name: attr.string({
      required: true,
      description:
        'Name of the endpoint, 1 to 63 letters, digits and hyphens. Changing it makes another endpoint.',
      planModifiers: [requiresReplace()],
      validators: [
        matches(
          /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
          'an endpoint name: 1 to 63 letters, digits and hyphens, with no hyphen at either end',
        ),
      ],
    }),
    role_arn: attr.string({
      required: true,
      description: 'Role that the model’s containers assume.',
      validators: [
        matches(
          /^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/,
          'the ARN of an IAM role (arn:aws:iam::<account>:role/<name>)',
        ),
      ],
    }),
    model_data_url: attr.string({
      optional: true,
      description:
        'Artifact to serve, `s3://…/model.tar.gz`: a champion’s `model_data_url`. Null means that there is nothing to ' +
        'serve yet, which is not an error.',
      validators: [matches(S3_OBJECT_ADDRESS, 'an S3 address (s3://bucket/key)')],
    }),
    image: attr.string({
      optional: true,
      description: 'Image with the model server. Required as soon as `model_data_url` is not null.',
    }),
    production_variant: attr.object(
      {
        instance_type: attr.string({ required: true, description: 'For instance `ml.m5.large`.' }),
        initial_instance_count: attr.number({
          optional: true,
          default: 1,
          description: 'Machines at the start. Default 1.',
          validators: [wholeNumber({ min: 1 })],
        }),
        variant_name: attr.string({
          optional: true,
          default: 'AllTraffic',
          description: 'Default `AllTraffic`.',
          validators: [
            matches(
              /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
              'a variant name: 1 to 63 letters, digits and hyphens',
            ),
          ],
        }),
      },
      { required: true, description: 'The machines that serve.' },
    ),
    environment: attr.map(types.string, {
      optional: true,
      description: 'Environment variables of the model server; not for secrets.',
    }),
    smoke_request: attr.object(
      {
        content_type: attr.string({ required: true, description: 'For instance `text/csv`.' }),
        body: attr.string({ required: true, description: 'What is sent.' }),
        accept: attr.string({ optional: true, description: 'Type of answer asked for.' }),
        expect_pattern: attr.string({
          optional: true,
          description: 'Regular expression that the answer must contain.',
        }),
      },
      {
        optional: true,
        description:
          'A request made after every rollout. An answer that is not as expected is an error after an update, and a ' +
          'warning with `failure_reason` after a creation, because Terraform would delete what it has just created.',
      },
    ),
    tags: attr.map(types.string, {
      optional: true,
      description: tagsDescription('endpoint', MARKS.endpoint),
      validators: [settableTags],
    }),
    ...computedAttributes,
  },
});
