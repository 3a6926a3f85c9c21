import { attr, defineSchema, oneOf, requiresReplace, types } from '../../plugin';
import { repositoryUrl } from './repository-url';

/** What Tuneform decides about an image. */
export const computedAttributes = {
  id: attr.string({ computed: true, nonNull: true, description: 'The image’s URI.' }),
  content_hash: attr.string({
    computed: true,
    nonNull: true,
    description: 'SHA-256 of everything the image is made from.',
  }),
  tag: attr.string({ computed: true, nonNull: true, description: 'Its tag, made from the content hash.' }),
  digest: attr.string({ computed: true, nonNull: true, description: 'Its digest, `sha256:…`.' }),
  image_uri: attr.string({
    computed: true,
    nonNull: true,
    description: '`repository@sha256:…`: what to hand to experiments and endpoints.',
  }),
  builder: attr.string({
    computed: true,
    nonNull: true,
    description: '`buildah`, `podman` or `docker`, or `packed folder` where there is none.',
  }),
  size_in_bytes: attr.number({ computed: true, nonNull: true, description: 'Its size in the registry.' }),
} as const;

/** `tuneform_container_image`: a folder with a Dockerfile, built and pushed. */
export const containerImageSchema = defineSchema({
  description:
    'A container image built from a folder and pushed to a repository under a tag made from its content. Built by ' +
    'this machine’s buildah, podman or docker. Where there is none and the target is `local`, the folder itself is ' +
    'packed as an image, without its base image and without running anything.',
  attributes: {
    name: attr.string({ optional: true, description: 'Logical name, for people.' }),
    repository_url: attr.string({
      required: true,
      description: 'Repository to push to, such as `aws_ecr_repository.….repository_url`.',
      planModifiers: [requiresReplace()],
      validators: [repositoryUrl],
    }),
    context: attr.string({ required: true, description: 'Folder with the Dockerfile and what it copies.' }),
    dockerfile: attr.string({
      optional: true,
      default: 'Dockerfile',
      description: 'Dockerfile relative to the folder.',
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
        'With target `local`, pack the folder even where this machine has a builder: no base image is fetched and no ' +
        'step of the Dockerfile runs. No effect for target `aws`.',
    }),
    on_destroy: attr.string({
      optional: true,
      default: 'keep',
      description:
        '`keep` (default) leaves the image in the repository, because equal folders give one image, which other ' +
        'resources, stacks and running jobs may use: its lifecycle policy, or deleting the repository, removes it. ' +
        '`delete` deletes it; only for an image that nothing else can name.',
      validators: [oneOf('keep', 'delete')],
    }),
    ...computedAttributes,
  },
});
