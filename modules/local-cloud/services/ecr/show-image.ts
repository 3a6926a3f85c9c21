import type * as Ecr from '@aws-sdk/client-ecr';
import type { ImageRecord, ImageTable } from './image-table';
import type { RepositoryRecord } from './repository-table';

/** Returns an image as `DescribeImages` shows it. */
export function describeImage(
  images: ImageTable,
  repository: RepositoryRecord,
  image: ImageRecord,
): Ecr.ImageDetail {
  const tags = images.tagsOf(repository.name, image.digest);
  return {
    registryId: repository.registryId,
    repositoryName: repository.name,
    imageDigest: image.digest,
    ...(tags === undefined ? {} : { imageTags: [...tags] }),
    imageSizeInBytes: image.size,
    imagePushedAt: new Date(image.pushedAt),
    imageManifestMediaType: image.mediaType,
    ...(image.artifactMediaType === undefined ? {} : { artifactMediaType: image.artifactMediaType }),
  };
}

/** Returns an image with its manifest, as `BatchGetImage` and `PutImage` show it. */
export function showImage(
  images: ImageTable,
  repository: RepositoryRecord,
  { image, tag }: { readonly image: ImageRecord; readonly tag: string | undefined },
): Ecr.Image {
  return {
    registryId: repository.registryId,
    repositoryName: repository.name,
    imageId: { imageDigest: image.digest, ...(tag === undefined ? {} : { imageTag: tag }) },
    imageManifest: Buffer.from(images.body(image.digest)?.bytes ?? []).toString('utf8'),
    imageManifestMediaType: image.mediaType,
  };
}
