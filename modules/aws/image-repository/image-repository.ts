import type { ImageFailure } from '@aws-sdk/client-ecr';
import { TuneformError } from '../../kernel';
import { classifyErrors, changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import type { ImageReference } from './image-reference';

/** An image's description in the registry. */
export interface ImageDetails {
  readonly digest: string;
  readonly sizeInBytes: number;
  readonly tags: readonly string[];
}

/**
 * Returns true if the session can look the image up: in an ECR registry of the session's region or in the local cloud. It
 * cannot check other images before they are used.
 */
export function canDescribeImage(session: AwsSession, image: ImageReference): boolean {
  const { target, endpoint, region } = session.settings;
  if (target === 'local') return endpoint !== undefined && new URL(endpoint).host === image.registry;
  return image.registryId !== undefined && image.region === region;
}

/** Returns the image, `undefined` if the repository does not contain it, or 'no repository'. */
export async function describeImage(
  session: AwsSession,
  image: ImageReference,
  signal: AbortSignal,
): Promise<ImageDetails | undefined | 'no repository'> {
  const { client, sdk } = session.ecr();
  const imageId =
    image.digest !== undefined ? { imageDigest: image.digest } : { imageTag: image.tag ?? 'latest' };
  try {
    const answer = await classifyErrors(`look up image "${image.repository}"`, () =>
      client.send(
        new sdk.DescribeImagesCommand({
          repositoryName: image.repository,
          imageIds: [imageId],
          ...(image.registryId !== undefined && { registryId: image.registryId }),
        }),
        { abortSignal: signal },
      ),
    );
    const details = answer.imageDetails?.[0];
    if (details?.imageDigest === undefined) return undefined;
    return {
      digest: details.imageDigest,
      sizeInBytes: details.imageSizeInBytes ?? 0,
      tags: details.imageTags ?? [],
    };
  } catch (error) {
    if (isAwsError(error, 'image missing')) return undefined;
    if (isAwsError(error, 'absent')) return 'no repository';
    throw error;
  }
}

/** Returns ECR's authorization token, base64 of `AWS:<password>`, valid for twelve hours. */
export async function registryToken(session: AwsSession, signal: AbortSignal): Promise<string> {
  const { client, sdk } = session.ecr();
  const answer = await classifyErrors('get a registry token', () =>
    client.send(new sdk.GetAuthorizationTokenCommand({}), { abortSignal: signal }),
  );
  return answer.authorizationData?.[0]?.authorizationToken ?? '';
}

/** Deletes an image by digest, or one tag of an image that has others. Succeeds if it does not exist. */
export async function deleteImage(
  session: AwsSession,
  image: Pick<ImageReference, 'repository' | 'registryId'> &
    ({ readonly digest: string } | { readonly tag: string }),
  signal: AbortSignal,
): Promise<void> {
  const { once, sdk } = session.ecr();
  const [name, imageId] =
    'digest' in image
      ? [`${image.repository}@${image.digest}`, { imageDigest: image.digest }]
      : [`${image.repository}:${image.tag}`, { imageTag: image.tag }];
  try {
    const answer = await changing(`delete image "${name}"`, () =>
      once.send(
        new sdk.BatchDeleteImageCommand({
          repositoryName: image.repository,
          imageIds: [imageId],
          ...(image.registryId !== undefined && { registryId: image.registryId }),
        }),
        { abortSignal: signal },
      ),
    );
    // The request succeeds even if images were not deleted:
    // https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchDeleteImage.html
    const failure = answer.failures?.find(({ failureCode }) => failureCode !== 'ImageNotFound');
    if (failure !== undefined) throw notDeleted(name, failure);
  } catch (error) {
    if (!isAwsError(error, 'absent')) throw error;
  }
}

function notDeleted(name: string, failure: ImageFailure): TuneformError {
  return new TuneformError(
    `ECR did not delete image "${name}": ${failure.failureReason ?? 'it gave no reason'} ` +
      `(${failure.failureCode ?? 'no code'}). The image still exists and stays in state. Remove the cause, such as an ` +
      'image index that names it, and destroy again.',
    { code: 'IMAGE_NOT_DELETED', summary: 'Image Not Deleted' },
  );
}
