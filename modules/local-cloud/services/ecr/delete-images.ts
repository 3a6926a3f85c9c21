import type * as Ecr from '@aws-sdk/client-ecr';
import { findImage, imageNotFound } from './find-image';
import type { ImageTable } from './image-table';
import type { RepositoryRecord } from './repository-table';

/** Deletes images by tag or digest. Returns every tag and digest that is gone, and those that were not found. */
export function deleteImages(
  images: ImageTable,
  repository: RepositoryRecord,
  ids: readonly Ecr.ImageIdentifier[],
): Ecr.BatchDeleteImageResponse {
  const imageIds: Ecr.ImageIdentifier[] = [];
  const failures: Ecr.ImageFailure[] = [];
  for (const id of ids) {
    const image = findImage(images, repository, id);
    if (image === undefined) {
      failures.push(imageNotFound(id));
      continue;
    }
    const tags = images.tagsOf(repository.name, image.digest) ?? [];
    // Only the tag is removed while the image has other tags.
    if (id.imageTag !== undefined && id.imageDigest === undefined && tags.length > 1) {
      images.removeTag(repository.name, id.imageTag);
      imageIds.push({ imageDigest: image.digest, imageTag: id.imageTag });
      continue;
    }
    images.removeImage(repository.name, image.digest);
    imageIds.push(
      ...(tags.length === 0 ? [undefined] : tags).map((tag) => ({
        imageDigest: image.digest,
        ...(tag === undefined ? {} : { imageTag: tag }),
      })),
    );
  }
  return { imageIds, failures };
}
