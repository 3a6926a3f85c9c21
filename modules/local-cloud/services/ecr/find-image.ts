import type * as Ecr from '@aws-sdk/client-ecr';
import { ServiceFault } from '../../ports/service';
import type { ImageRecord, ImageTable } from './image-table';
import type { RepositoryRecord } from './repository-table';

/** Returns the image that a request names by tag, digest or both; undefined if there is none or the two disagree. */
export function findImage(
  images: ImageTable,
  repository: RepositoryRecord,
  id: Ecr.ImageIdentifier,
): ImageRecord | undefined {
  const byTag = id.imageTag === undefined ? undefined : images.find(repository.name, id.imageTag);
  if (id.imageDigest === undefined) return byTag;
  if (id.imageTag !== undefined && byTag?.digest !== id.imageDigest) return undefined;
  return images.find(repository.name, id.imageDigest);
}

/** Returns the image that a request names. Throws ECR's `ImageNotFoundException` if there is none. */
export function findImageOrThrow(
  images: ImageTable,
  repository: RepositoryRecord,
  id: Ecr.ImageIdentifier,
): ImageRecord {
  const image = findImage(images, repository, id);
  if (image !== undefined) return image;
  const reason =
    `The image with imageId {imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'} does not exist ` +
    `within the repository with name '${repository.name}' in the registry with id '${repository.registryId}'`;
  throw new ServiceFault('ImageNotFoundException', reason);
}

/** Returns the failure that batch operations report for an image that they cannot find. */
export const imageNotFound = (imageId: Ecr.ImageIdentifier): Ecr.ImageFailure => ({
  imageId,
  failureCode: 'ImageNotFound',
  failureReason: 'Requested image not found',
});
