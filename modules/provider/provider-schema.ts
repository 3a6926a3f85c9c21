import { TAG_PREFIX } from '../tuning';
import { LOCAL_URL } from '../kernel';
import { attr, defineSchema, oneOf, types } from '../plugin';
import { endpointUrl } from './endpoint-url';
import { ownerName } from './owner-name';
import { settableTags } from './tag-checks';

/** The provider's own configuration. */
export const providerSchema = defineSchema({
  description:
    'Manages SageMaker hyperparameter-tuning experiments, the champions that they find and the endpoints that serve them.',
  attributes: {
    target: attr.string({
      optional: true,
      description:
        'Where to run: `local`, the local cloud on this machine (default), or `aws`, an AWS account.',
      validators: [oneOf('local', 'aws')],
    }),
    region: attr.string({ optional: true, description: 'AWS region. Default `us-east-1`.' }),
    endpoint: attr.string({
      optional: true,
      description: `Address of the local cloud on this machine. Default \`${LOCAL_URL}\`.`,
    }),
    endpoints: attr.object(
      {
        sagemaker: attr.string({
          optional: true,
          description: 'Address of SageMaker.',
          validators: [endpointUrl],
        }),
        sagemaker_runtime: attr.string({
          optional: true,
          description: 'Address of SageMaker Runtime, which serves `InvokeEndpoint`.',
          validators: [endpointUrl],
        }),
        ecr: attr.string({
          optional: true,
          description: 'Address of ECR. If it is set, images may be pushed to any registry.',
          validators: [endpointUrl],
        }),
        s3: attr.string({
          optional: true,
          description: 'Address of S3, which Tuneform asks whether artifacts, buckets and data exist.',
          validators: [endpointUrl],
        }),
        iam: attr.string({
          optional: true,
          description: 'Address of IAM, which the preflight asks for roles.',
          validators: [endpointUrl],
        }),
        service_quotas: attr.string({
          optional: true,
          description: 'Address of Service Quotas, which the preflight asks.',
          validators: [endpointUrl],
        }),
        cloudwatch_logs: attr.string({
          optional: true,
          description: 'Address of CloudWatch Logs, in which Tuneform reads what a training job printed.',
          validators: [endpointUrl],
        }),
        sts: attr.string({
          optional: true,
          description: 'Address of STS, with which the credential chain assumes roles.',
          validators: [endpointUrl],
        }),
      },
      {
        optional: true,
        description:
          'Addresses that replace AWS’s own endpoints for target `aws`, by service: VPC endpoints or another emulator. ' +
          'The usual credentials sign the requests. This is the only way to redirect target `aws`: Tuneform rejects an ' +
          'address from an environment variable or from the shared configuration.',
      },
    ),
    owner: attr.string({
      optional: true,
      description:
        'Name of the owner. It is part of every tuning job name and of the tags that determine which objects Tuneform may ' +
        'adopt, change, stop and delete. Configurations with the same owner share their experiments and endpoints, so give ' +
        'each configuration its own owner. Required for target `aws`; for target `local` the default is `default`. ' +
        'Constructs set it to the path of their stack.',
      validators: [ownerName],
    }),
    access_key: attr.string({
      optional: true,
      description:
        'Access key ID. Default for `local`: the key pair of the local cloud, which Tuneform finds by the port or in the ' +
        'file that `TUNEFORM_LOCAL_CREDENTIALS` names. Default for `aws`: the usual credential chain.',
    }),
    secret_key: attr.string({ optional: true, sensitive: true, description: 'Secret key of `access_key`.' }),
    profile: attr.string({
      optional: true,
      description: 'Profile of the shared AWS configuration files, only for target `aws`.',
    }),
    preflight: attr.bool({
      optional: true,
      description:
        'Whether a plan that launches a search looks first, with calls that only read, at its image, role, data and limits. ' +
        'Default `true`. `false` makes no such call.',
    }),
    default_tags: attr.map(types.string, {
      optional: true,
      description:
        'Tags for all objects that the provider creates; a resource’s own tags take precedence. Keys that begin with ' +
        `\`aws:\` or \`${TAG_PREFIX}\` are reserved.`,
      validators: [settableTags],
    }),
  },
});
