import { Construct } from 'constructs';
import { existsSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { App, Lazy, TerraformStack } from './dialect';
import { TuneformContainerImage } from './bindings/tuneform-container-image';
import type { ImageLike, RepositoryLike } from './values/references';

export interface ContainerImageProps {
  /** The repository of the image. */
  readonly repository: RepositoryLike;
  /** Folder with a Dockerfile, from the working directory if relative. */
  readonly folder: string;
  /** Within the folder. @default 'Dockerfile' */
  readonly dockerfile?: string;
  /** @default 'linux/amd64' */
  readonly platform?: 'linux/amd64' | 'linux/arm64' | 'linux/arm64/v8';
  readonly buildArgs?: Readonly<Record<string, string>>;
  /**
   * With target local, pack the folder even if this machine has a builder: no base image is fetched and no step of
   * the Dockerfile runs.
   * @default false
   */
  readonly preferPacking?: boolean;
  /** Use 'delete' only for an image that nothing else can use: equal folders give one image. @default 'keep' */
  readonly onDestroy?: 'keep' | 'delete';
}

/** The image of one folder, built and pushed when its content changes, and named by its digest. */
export class ContainerImage extends Construct implements ImageLike {
  readonly image: TuneformContainerImage;
  readonly repository: RepositoryLike;

  constructor(scope: Construct, id: string, props: ContainerImageProps) {
    super(scope, id);
    const folder = resolve(props.folder);
    const dockerfile = props.dockerfile ?? 'Dockerfile';
    this.repository = props.repository;
    this.node.addValidation({
      validate: () =>
        existsSync(join(folder, dockerfile))
          ? []
          : [
              `There is no ${dockerfile} in '${props.folder}': give a folder that an image can be built from.`,
            ],
    });
    this.image = new TuneformContainerImage(this, 'Image', {
      repositoryUrl: props.repository.repositoryUrl,
      context: Lazy.stringValue({ produce: () => this.seenFromTerraform(folder) }),
      ...(props.dockerfile === undefined ? {} : { dockerfile }),
      ...(props.platform === undefined ? {} : { platform: props.platform }),
      ...(props.buildArgs === undefined ? {} : { buildArgs: props.buildArgs }),
      ...(props.preferPacking === undefined ? {} : { preferPacking: props.preferPacking }),
      ...(props.onDestroy === undefined ? {} : { onDestroy: props.onDestroy }),
    });
  }

  /** `repository@sha256:…` */
  get imageUri(): string {
    return this.image.imageUri;
  }

  /** Terraform runs in the stack's folder; a relative path keeps the plan the same on every machine. */
  private seenFromTerraform(folder: string): string {
    const stackFolder = resolve(App.of(this).outdir, 'stacks', TerraformStack.of(this).node.id);
    return relative(stackFolder, folder).split(sep).join('/');
  }
}
