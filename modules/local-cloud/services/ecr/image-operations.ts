import type * as Ecr from '@aws-sdk/client-ecr';
import { pageOf } from '../paging';
import type { Listing, Page } from '../paging';
import type { Call, Operations } from '../../ports/service';
import { deleteImages } from './delete-images';
import type { EcrDependencies } from './ecr-dependencies';
import { findImage, findImageOrThrow, imageNotFound } from './find-image';
import { imageIdentifiers, imagesOf, matchesTagStatus } from './image-listings';
import { putImage } from './put-image';
import type { RepositoryRecord } from './repository-table';
import { describeImage, showImage } from './show-image';

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
      // The response to named images has no pages (ECR API Reference, DescribeImages).
      if (input.imageIds !== undefined) {
        const named = input.imageIds.map((id) => findImageOrThrow(images, repository, id));
        const different = [...new Map(named.map((image) => [image.digest, image])).values()];
        const matching = different.filter(({ digest }) =>
          matchesTagStatus(images.tagsOf(repository.name, digest), status),
        );
        return { imageDetails: matching.map((image) => describeImage(images, repository, image)) };
      }
      const { items, nextToken } = pageFor(imagesOf(images, repository, status), input);
      return { imageDetails: items.map((image) => describeImage(images, repository, image)), nextToken };
    },
    ListImages: (input: Ecr.ListImagesRequest, call: Call): Ecr.ListImagesResponse => {
      const repository = locate(input.repositoryName, call);
      const listing = imageIdentifiers(images, repository, input.filter?.tagStatus);
      const { items, nextToken } = pageFor(listing, input);
      return { imageIds: [...items], nextToken };
    },
    BatchGetImage: (input: Ecr.BatchGetImageRequest, call: Call): Ecr.BatchGetImageResponse => {
      const repository = locate(input.repositoryName, call);
      const found: Ecr.Image[] = [];
      const failures: Ecr.ImageFailure[] = [];
      for (const id of input.imageIds ?? []) {
        const image = findImage(images, repository, id);
        if (image === undefined) failures.push(imageNotFound(id));
        else found.push(showImage(images, repository, { image, tag: id.imageTag }));
      }
      return { images: found, failures };
    },
    BatchDeleteImage: (input: Ecr.BatchDeleteImageRequest, call: Call): Ecr.BatchDeleteImageResponse =>
      deleteImages(images, locate(input.repositoryName, call), input.imageIds ?? []),
    PutImage: (input: Ecr.PutImageRequest, call: Call): Ecr.PutImageResponse => {
      const repository = locate(input.repositoryName, call);
      const image = putImage(images, repository, input, call.now);
      return { image: showImage(images, repository, { image, tag: input.imageTag }) };
    },
  };
}

const pageFor = <T>(
  listing: Listing<T>,
  input: { readonly maxResults?: number | undefined; readonly nextToken?: string | undefined },
): Page<T> =>
  pageOf(listing, {
    limit: input.maxResults ?? 100,
    token: input.nextToken,
    invalidTokenCode: 'InvalidParameterException',
  });
