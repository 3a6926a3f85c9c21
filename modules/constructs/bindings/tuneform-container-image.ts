import type { Construct } from 'constructs';
import type { ImportableResource, TerraformMetaArguments } from '../dialect';
import { importable } from './importable';
import type { ImportSource } from './importable';
import { TuneformResource } from './tuneform-resource';

/** Arguments of `tuneform_container_image`. */
export interface TuneformContainerImageConfig extends TerraformMetaArguments {
  readonly name?: string;
  readonly repositoryUrl: string;
  /** Folder to build from; relative paths start at the folder Terraform runs in. */
  readonly context: string;
  /** Within the context. @default 'Dockerfile' */
  readonly dockerfile?: string;
  /** @default 'linux/amd64' */
  readonly platform?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** With target local, pack the folder even where this machine has a builder. @default false */
  readonly preferPacking?: boolean;
  /** `keep`, or `delete` for an image that nothing else can name. @default 'keep' */
  readonly onDestroy?: string;
}

/** `tuneform_container_image`: builds a folder, pushes it and exports the digest. */
export class TuneformContainerImage extends TuneformResource<TuneformContainerImageConfig> {
  static readonly tfResourceType = 'tuneform_container_image';

  constructor(scope: Construct, id: string, config: TuneformContainerImageConfig) {
    super(scope, id, TuneformContainerImage.tfResourceType, config);
  }

  /** Adopts an existing image into the stack under `id`; for `cdktf plan` to print its configuration. */
  static generateConfigForImport(scope: Construct, id: string, from: ImportSource): ImportableResource {
    return importable(scope, id, { type: TuneformContainerImage.tfResourceType, ...from });
  }

  get id(): string {
    return this.getStringAttribute('id');
  }
  get contentHash(): string {
    return this.getStringAttribute('content_hash');
  }
  get tag(): string {
    return this.getStringAttribute('tag');
  }
  get digest(): string {
    return this.getStringAttribute('digest');
  }
  /** `repository@sha256:…`. */
  get imageUri(): string {
    return this.getStringAttribute('image_uri');
  }
  /** 'buildah', 'podman', 'docker' or 'packed folder'. */
  get builder(): string {
    return this.getStringAttribute('builder');
  }
  get sizeInBytes(): number {
    return this.getNumberAttribute('size_in_bytes');
  }
}
