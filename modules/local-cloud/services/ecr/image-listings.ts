import type * as Ecr from '@aws-sdk/client-ecr';
import { comparePlaces } from '../../store/place';
import type { Listing } from '../paging';
import type { ImageRecord, ImageTable } from './image-table';
import type { RepositoryRecord } from './repository-table';

/** Returns the images of a repository in the order of their digests. */
export function imagesOf(
  images: ImageTable,
  { name }: RepositoryRecord,
  status: Ecr.TagStatus | undefined,
): Listing<ImageRecord> {
  return {
    placeOf: (image) => image.digest,
    after: function* (place) {
      for (const image of images.imagesAfter(name, place?.toString())) {
        if (status === undefined || matchesTagStatus(images.tagsOf(name, image.digest), status)) yield image;
      }
    },
  };
}

/** Returns every tag of every image, and the images without a tag. */
export function imageIdentifiers(
  images: ImageTable,
  { name }: RepositoryRecord,
  status: Ecr.TagStatus | undefined,
): Listing<Ecr.ImageIdentifier> {
  const placeOf = (id: Ecr.ImageIdentifier): [string, string] => [id.imageDigest ?? '', id.imageTag ?? ''];
  return {
    placeOf,
    after: function* (place) {
      const [digest] = place === undefined ? [] : [place].flat();
      // The image at which the last page ended may have more tags.
      const last = digest === undefined ? undefined : images.find(name, String(digest));
      const rest = images.imagesAfter(name, digest?.toString());
      for (const image of last === undefined ? rest : concatenated(last, rest)) {
        const tags = images.tagsOf(name, image.digest);
        if (!matchesTagStatus(tags, status)) continue;
        for (const tag of tags ?? [undefined]) {
          const id = { imageDigest: image.digest, ...(tag === undefined ? {} : { imageTag: tag }) };
          if (place === undefined || comparePlaces(placeOf(id), place) > 0) yield id;
        }
      }
    },
  };
}

/** Returns whether an image with these tags belongs in a list that is filtered by tag status. */
export const matchesTagStatus = (
  tags: readonly string[] | undefined,
  status: Ecr.TagStatus | undefined,
): boolean => status === undefined || status === 'ANY' || (status === 'TAGGED') === (tags !== undefined);

function* concatenated<T>(first: T, rest: Iterable<T>): Iterable<T> {
  yield first;
  yield* rest;
}
