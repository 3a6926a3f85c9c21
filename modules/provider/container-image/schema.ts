import { attr, defineSchema, oneOf, requiresReplace, types } from '../../plugin';
import { repositoryUrl } from './repository-url';

/** The computed attributes of an image. */
export const computedAttributes = {
  id: attr.string({ computed: true, nonNull: true, description: 'URI of the image.' }),
  content_hash: attr.string({
    computed: true,
    nonNull: true,
    description: 'SHA-256 of all inputs of the image.',
  }),
  tag: attr.string({ computed: true, nonNull: true, description: 'Tag, derived from the content hash.' }),
  digest: attr.string({ computed: true, nonNull: true, description: 'Digest, `sha256:…`.' }),
  image_uri: attr.string({
    computed: true,
    nonNull: true,
    description: '`repository@sha256:…`, for the `image` attributes of experiments and endpoints.',
  }),
  builder: attr.string({
    computed: true,
    nonNull: true,
    description:
      '`buildah`, `podman` or `docker`; `packed folder` if the folder was packed without a builder.',
  }),
  size_in_bytes: attr.number({ computed: true, nonNull: true, description: 'Size in the registry.' }),
} as const;

/** `tuneform_container_image`: a folder with a Dockerfile, built and pushed. */
export const containerImageSchema = defineSchema({
  description:
    'A container image that Tuneform builds from a folder and pushes to a repository under a tag derived from its content. ' +
    'This machine’s buildah, podman or docker builds it. If there is none and the target is `local`, Tuneform packs the folder ' +
    'as an image, without its base image and without running any instruction.',
  attributes: {
    name: attr.string({ optional: true, description: 'Logical name; it does not affect the image.' }),
    repository_url: attr.string({
      required: true,
      description: 'Repository to push to, such as `aws_ecr_repository.….repository_url`.',
      planModifiers: [requiresReplace()],
      validators: [repositoryUrl],
    }),
    context: attr.string({
      required: true,
      description: 'Folder with the Dockerfile and the files that it copies.',
    }),
    dockerfile: attr.string({
      optional: true,
      default: 'Dockerfile',
      description: 'Path of the Dockerfile, relative to the folder. Default `Dockerfile`.',
    }),
    platform: attr.string({
      optional: true,
      default: 'linux/amd64',
      description: '`linux/amd64` (default) or `linux/arm64`.',
      validators: [oneOf('linux/amd64', 'linux/arm64', 'linux/arm64/v8')],
    }),
    build_args: attr.map(types.string, {
      optional: true,
      description: 'Values of the Dockerfile’s `ARG` instructions.',
    }),
    prefer_packing: attr.bool({
      optional: true,
      description:
        'With target `local`, packs the folder even if this machine has a builder, without fetching the base image and ' +
        'without running any step of the Dockerfile. It has no effect for target `aws`.',
    }),
    on_destroy: attr.string({
      optional: true,
      default: 'keep',
      description:
        '`keep` (default) leaves the image in the repository, because equal folders give one image, which other ' +
        'resources, stacks and running jobs may use. The repository’s lifecycle policy, or deleting the repository, removes ' +
        'it. `delete` deletes the image unless a model of the account names it or another object with `delete` has it too, such as ' +
        'the one that replaces this one; jobs are not checked.',
      validators: [oneOf('keep', 'delete')],
    }),
    ...computedAttributes,
  },
});
