import type { BuiltImage } from './build-with';
import type { PackedImage } from './packed-image';
import { pushBuiltImage } from './push-built-image';
import { pushPackedImage } from './push-packed-image';
import type { RegistryClientOptions } from './registry-client';

export interface PushRequest extends RegistryClientOptions {
  /** `host[:port]/name`, such as `aws_ecr_repository.repository_url`. Plain HTTP on loopback, HTTPS anywhere else. */
  readonly repositoryUrl: string;
  readonly tag: string;
}

export interface PushedImage {
  /** `sha256:…` of the manifest as the registry keeps it. */
  readonly digest: string;
  /** Bytes of manifest, configuration and layers together. */
  readonly size: number;
  /** `repositoryUrl@sha256:…`. */
  readonly imageUri: string;
}

/**
 * Puts an image under a tag. Doing it again with the same image changes nothing and uploads nothing.
 *
 * Throws `REGISTRY_URL_INVALID`, `REGISTRY_UNREACHABLE`, `REGISTRY_UNAUTHORIZED`, `REGISTRY_REPOSITORY_MISSING`,
 * `REGISTRY_TAG_IMMUTABLE`, `REGISTRY_REFUSED`, and for images of a builder `IMAGE_PUSH_FAILED`; the reason of
 * `signal` when it aborts.
 */
export function pushImage(image: PackedImage | BuiltImage, request: PushRequest): Promise<PushedImage> {
  return image.kind === 'packed' ? pushPackedImage(image, request) : pushBuiltImage(image, request);
}
