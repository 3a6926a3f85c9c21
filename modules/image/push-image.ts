import type { BuiltImage } from './builder/build-with';
import type { PackedImage } from './pack/packed-image';
import { pushBuiltImage } from './builder/push-built-image';
import { pushPackedImage } from './registry/push-packed-image';
import type { PushedImage, PushRequest } from './registry/push-request';

/**
 * Pushes an image under a tag. Pushing the same image again changes and uploads nothing.
 *
 * Throws `REGISTRY_URL_INVALID`, `REGISTRY_UNREACHABLE`, `REGISTRY_UNAUTHORIZED`, `REGISTRY_REPOSITORY_MISSING`,
 * `REGISTRY_TAG_IMMUTABLE`, `REGISTRY_REFUSED`, and for images of a builder `IMAGE_PUSH_FAILED`; the reason of
 * `signal` when it aborts.
 */
export function pushImage(image: PackedImage | BuiltImage, request: PushRequest): Promise<PushedImage> {
  return image.kind === 'packed' ? pushPackedImage(image, request) : pushBuiltImage(image, request);
}
