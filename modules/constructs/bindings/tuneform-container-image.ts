// Written by `npm run bindings` from the provider’s schemas; change those instead.
import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_container_image`. */
export interface TuneformContainerImageConfig extends TerraformMetaArguments {
  /** Logical name; it does not affect the image. */
  readonly name?: string;
  /** Repository to push to, such as `aws_ecr_repository.….repository_url`. */
  readonly repositoryUrl: string;
  /** Folder with the Dockerfile and the files that it copies. */
  readonly context: string;
  /** Path of the Dockerfile, relative to the folder. Default `Dockerfile`. @default "Dockerfile" */
  readonly dockerfile?: string;
  /** `linux/amd64` (default) or `linux/arm64`. @default "linux/amd64" */
  readonly platform?: 'linux/amd64' | 'linux/arm64' | 'linux/arm64/v8';
  /** Values of the Dockerfile’s `ARG` instructions. */
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** With target `local`, packs the folder even if this machine has a builder, without fetching the base image and without running any step of the Dockerfile. It has no effect for target `aws`. */
  readonly preferPacking?: boolean;
  /** `keep` (default) leaves the image in the repository, because equal folders give one image, which other resources, stacks and running jobs may use. The repository’s lifecycle policy, or deleting the repository, removes it. `delete` deletes the image unless a model of the account names it or another object with `delete` has it too, such as the one that replaces this one; jobs are not checked. @default "keep" */
  readonly onDestroy?: 'keep' | 'delete';
}

/** `tuneform_container_image`: A container image that Tuneform builds from a folder and pushes to a repository under a tag derived from its content. */
export class TuneformContainerImage extends TuneformResource<TuneformContainerImageConfig> {
  static readonly tfResourceType = 'tuneform_container_image';

  constructor(scope: Construct, id: string, config: TuneformContainerImageConfig) {
    super(scope, id, TuneformContainerImage.tfResourceType, config);
  }

  /** Imports an existing resource into the stack under `id`, so that the plan can print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformContainerImage.tfResourceType, ...from });
  }

  /** URI of the image. */
  get id(): string {
    return this.getStringAttribute('id');
  }
  /** SHA-256 of all inputs of the image. */
  get contentHash(): string {
    return this.getStringAttribute('content_hash');
  }
  /** Tag, derived from the content hash. */
  get tag(): string {
    return this.getStringAttribute('tag');
  }
  /** Digest, `sha256:…`. */
  get digest(): string {
    return this.getStringAttribute('digest');
  }
  /** `repository@sha256:…`, for the `image` attributes of experiments and endpoints. */
  get imageUri(): string {
    return this.getStringAttribute('image_uri');
  }
  /** `buildah`, `podman` or `docker`; `packed folder` if the folder was packed without a builder. */
  get builder(): string {
    return this.getStringAttribute('builder');
  }
  /** Size in the registry. */
  get sizeInBytes(): number {
    return this.getNumberAttribute('size_in_bytes');
  }
}
