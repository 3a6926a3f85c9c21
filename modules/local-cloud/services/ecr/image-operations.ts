import type * as Ecr from '@aws-sdk/client-ecr';
import { comparePlaces } from '../../store/place';
import { pageOf } from '../paging';
import type { Listing } from '../paging';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import type { EcrDependencies } from './ecr-dependencies';
import type { ImageRecord } from './image-table';
import type { RepositoryRecord } from './repository-table';

/** Images of a repository, and the token that lets a client push and pull them. */
export function imageOperations(dependencies: EcrDependencies): Operations {
  const { repositories, images, tokens } = dependencies;
  const locate = (name: string | undefined, call: Call): RepositoryRecord =>
    repositories.get(name ?? '', call.account);
  return {
    GetAuthorizationToken: (
      _input: Ecr.GetAuthorizationTokenRequest,
      call: Call,
    ): Ecr.GetAuthorizationTokenResponse => {
      const { token, expiresAt } = tokens.issue(call.principalArn);
      return {
        authorizationData: [
          { authorizationToken: token, expiresAt: new Date(expiresAt), proxyEndpoint: call.endpointUrl },
        ],
      };
    },
    DescribeImages: (input: Ecr.DescribeImagesRequest, call: Call): Ecr.DescribeImagesResponse => {
      const repository = locate(input.repositoryName, call);
      const status = input.filter?.tagStatus;
      const tagsOf = ({ digest }: ImageRecord): readonly string[] | undefined =>
        images.tagsOf(repository.name, digest);
      const describe = (image: ImageRecord): Ecr.ImageDetail =>
        describeImage(repository, image, tagsOf(image));
      // Images asked for by name are not given in pages (ECR API Reference, DescribeImages).
      if (input.imageIds !== undefined) {
        const named = input.imageIds.map(
          (id) => findImage(dependencies, repository, id) ?? imageMissing(repository, id),
        );
        const different = new Map(named.map((image) => [image.digest, image])).values();
        const matching = [...different].filter((image) => matchesTagStatus(tagsOf(image), status));
        return { imageDetails: matching.map(describe) };
      }
      const listing: Listing<ImageRecord> = {
        placeOf: (image) => image.digest,
        after: function* (place) {
          for (const image of images.imagesAfter(repository.name, place?.toString())) {
            if (status === undefined || matchesTagStatus(tagsOf(image), status)) yield image;
          }
        },
      };
      const page = pageOf(listing, {
        limit: input.maxResults ?? 100,
        token: input.nextToken,
        invalidTokenCode: 'InvalidParameterException',
      });
      return { imageDetails: page.items.map(describe), nextToken: page.nextToken };
    },
    ListImages: (input: Ecr.ListImagesRequest, call: Call): Ecr.ListImagesResponse => {
      const repository = locate(input.repositoryName, call);
      const page = pageOf(identifiers(dependencies, repository, input.filter?.tagStatus), {
        limit: input.maxResults ?? 100,
        token: input.nextToken,
        invalidTokenCode: 'InvalidParameterException',
      });
      return { imageIds: [...page.items], nextToken: page.nextToken };
    },
    BatchGetImage: (input: Ecr.BatchGetImageRequest, call: Call): Ecr.BatchGetImageResponse => {
      const repository = locate(input.repositoryName, call);
      const found: Ecr.Image[] = [];
      const failures: Ecr.ImageFailure[] = [];
      for (const id of input.imageIds ?? []) {
        const image = findImage(dependencies, repository, id);
        if (image === undefined) failures.push(notFound(id));
        else found.push(showImage(dependencies, repository, { image, tag: id.imageTag }));
      }
      return { images: found, failures };
    },
    BatchDeleteImage: (input: Ecr.BatchDeleteImageRequest, call: Call): Ecr.BatchDeleteImageResponse => {
      const repository = locate(input.repositoryName, call);
      const imageIds: Ecr.ImageIdentifier[] = [];
      const failures: Ecr.ImageFailure[] = [];
      for (const id of input.imageIds ?? []) {
        const image = findImage(dependencies, repository, id);
        if (image === undefined) {
          failures.push(notFound(id));
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
    },
    PutImage: (input: Ecr.PutImageRequest, call: Call): Ecr.PutImageResponse => {
      const repository = locate(input.repositoryName, call);
      const outcome = images.push(repository, {
        bytes: Buffer.from(input.imageManifest ?? ''),
        mediaType: input.imageManifestMediaType,
        tag: input.imageTag,
        digest: input.imageDigest,
        now: call.now,
      });
      switch (outcome.kind) {
        case 'stored': {
          const image = images.find(repository.name, outcome.digest);
          if (image === undefined) throw new Error('an image just stored is gone');
          return { image: showImage(dependencies, repository, { image, tag: input.imageTag }) };
        }
        case 'unchanged': {
          const tag = input.imageTag === undefined ? '' : ` and tag '${input.imageTag}'`;
          const reason = `Image with digest '${outcome.digest}'${tag} already exists in the repository with name '${repository.name}' in registry with id '${call.account}'`;
          throw new ServiceFault('ImageAlreadyExistsException', reason);
        }
        case 'tag-immutable':
          throw new ServiceFault(
            'ImageTagAlreadyExistsException',
            immutableTag(repository.name, outcome.tag),
          );
        case 'blobs-missing':
          throw new ServiceFault(
            'LayersNotFoundException',
            `Layers with digests '[${outcome.digests.join(', ')}]' do not exist`,
          );
        case 'manifests-missing':
          throw new ServiceFault(
            'ReferencedImagesNotFoundException',
            `Images with digests '[${outcome.digests.join(', ')}]' do not exist`,
          );
        case 'digest-mismatch':
          throw new ServiceFault(
            'ImageDigestDoesNotMatchException',
            `The manifest has the digest '${outcome.digest}'`,
          );
        case 'invalid':
          throw new ServiceFault(
            'InvalidParameterException',
            `Invalid parameter at 'ImageManifest': ${outcome.reason}`,
          );
      }
    },
  };
}

/** Returns the message for a push over an immutable tag, in either protocol. */
export function immutableTag(repository: string, tag: string): string {
  return `The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten because the tag is immutable.`;
}

function findImage(
  dependencies: EcrDependencies,
  repository: RepositoryRecord,
  id: Ecr.ImageIdentifier,
): ImageRecord | undefined {
  const byTag =
    id.imageTag === undefined ? undefined : dependencies.images.find(repository.name, id.imageTag);
  if (id.imageDigest === undefined) return byTag;
  if (id.imageTag !== undefined && byTag?.digest !== id.imageDigest) return undefined;
  return dependencies.images.find(repository.name, id.imageDigest);
}

function imageMissing(repository: RepositoryRecord, id: Ecr.ImageIdentifier): never {
  const reason =
    `The image with imageId {imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'} does not exist ` +
    `within the repository with name '${repository.name}' in the registry with id '${repository.registryId}'`;
  throw new ServiceFault('ImageNotFoundException', reason);
}

const notFound = (imageId: Ecr.ImageIdentifier): Ecr.ImageFailure => ({
  imageId,
  failureCode: 'ImageNotFound',
  failureReason: 'Requested image not found',
});

/** Every tag of every image, and the images without one, read from where a page begins. */
function identifiers(
  dependencies: EcrDependencies,
  repository: RepositoryRecord,
  status: Ecr.TagStatus | undefined,
): Listing<Ecr.ImageIdentifier> {
  const placeOf = (id: Ecr.ImageIdentifier): [string, string] => [id.imageDigest ?? '', id.imageTag ?? ''];
  return {
    placeOf,
    after: function* (place) {
      const [digest] = place === undefined ? [] : [place].flat();
      // The page may go on among the tags of the image at which it ended.
      const last =
        digest === undefined ? undefined : dependencies.images.find(repository.name, String(digest));
      const rest = dependencies.images.imagesAfter(repository.name, digest?.toString());
      for (const image of last === undefined ? rest : concatenated(last, rest)) {
        const tags = dependencies.images.tagsOf(repository.name, image.digest);
        if (!matchesTagStatus(tags, status)) continue;
        for (const tag of tags ?? [undefined]) {
          const id = { imageDigest: image.digest, ...(tag === undefined ? {} : { imageTag: tag }) };
          if (place === undefined || comparePlaces(placeOf(id), place) > 0) yield id;
        }
      }
    },
  };
}

function* concatenated<T>(first: T, rest: Iterable<T>): Iterable<T> {
  yield first;
  yield* rest;
}

const matchesTagStatus = (tags: readonly string[] | undefined, status: Ecr.TagStatus | undefined): boolean =>
  status === undefined || status === 'ANY' || (status === 'TAGGED') === (tags !== undefined);

function describeImage(
  repository: RepositoryRecord,
  image: ImageRecord,
  tags: readonly string[] | undefined,
): Ecr.ImageDetail {
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

function showImage(
  dependencies: EcrDependencies,
  repository: RepositoryRecord,
  shown: { readonly image: ImageRecord; readonly tag: string | undefined },
): Ecr.Image {
  const body = dependencies.images.body(shown.image.digest);
  return {
    registryId: repository.registryId,
    repositoryName: repository.name,
    imageId: { imageDigest: shown.image.digest, ...(shown.tag === undefined ? {} : { imageTag: shown.tag }) },
    imageManifest: Buffer.from(body?.bytes ?? []).toString('utf8'),
    imageManifestMediaType: shown.image.mediaType,
  };
}
