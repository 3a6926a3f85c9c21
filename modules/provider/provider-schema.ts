import { TAG_PREFIX } from '../aws';
import { LOCAL_URL } from '../kernel';
import { attr, defineSchema, oneOf, types } from '../plugin';
import { endpointUrl } from './endpoint-url';
import { ownerName } from './owner-name';
import { settableTags } from './tag-checks';

/** The provider's own configuration. */
export const providerSchema = defineSchema({
  description:
    'Declares SageMaker hyperparameter-tuning experiments, the champions they find and the endpoints that serve them.',
  attributes: {
    target: attr.string({
      optional: true,
      description:
        'Where everything runs: `local`, the local cloud on this machine (default), or `aws`, a real account.',
      validators: [oneOf('local', 'aws')],
    }),
    region: attr.string({ optional: true, description: 'AWS region. Default `us-east-1`.' }),
    endpoint: attr.string({
      optional: true,
      description: `Address of the local cloud, on this machine. Default \`${LOCAL_URL}\`.`,
    }),
    endpoints: attr.object(
      {
        sagemaker: attr.string({ optional: true, description: 'Of SageMaker.', validators: [endpointUrl] }),
        sagemaker_runtime: attr.string({
          optional: true,
          description: 'Of SageMaker Runtime, which answers `InvokeEndpoint`.',
          validators: [endpointUrl],
        }),
        ecr: attr.string({
          optional: true,
          description: 'Of ECR. With it, images may be pushed to any registry.',
          validators: [endpointUrl],
        }),
        sts: attr.string({
          optional: true,
          description: 'Of STS, where the credential chain assumes roles.',
          validators: [endpointUrl],
        }),
      },
      {
        optional: true,
        description:
          'Where requests for target `aws` go instead of to AWS’s own endpoints, by service: VPC endpoints, or another ' +
          'emulator. The usual credentials sign them. Nothing else redirects target `aws`: an address from a variable ' +
          'or from the shared configuration is refused.',
      },
    ),
    owner: attr.string({
      optional: true,
      description:
        'Who owns the names: part of every tuning job name and of the tags that say what may be touched, stopped and ' +
        'deleted. Configurations with the same owner share their experiments and endpoints, so give each its own. ' +
        'Required for target `aws`; for target `local` the default is `default`, shared by all that set none. ' +
        'Constructs set it to the path of their stack.',
      validators: [ownerName],
    }),
    access_key: attr.string({
      optional: true,
      description:
        'Access key id. Default for `local`: the pair that the local cloud keeps for its owner, found by its port or in the ' +
        'file that `TUNEFORM_LOCAL_CREDENTIALS` names; for `aws`: the usual credential chain.',
    }),
    secret_key: attr.string({ optional: true, sensitive: true, description: 'Secret key of `access_key`.' }),
    profile: attr.string({
      optional: true,
      description: 'Profile of the shared AWS configuration files; target `aws` only.',
    }),
    default_tags: attr.map(types.string, {
      optional: true,
      description:
        'Tags for everything the provider makes; a resource’s own tags win. Keys that begin with `aws:` or ' +
        `\`${TAG_PREFIX}\` are reserved.`,
      validators: [settableTags],
    }),
  },
});
