import { classifyErrors, changing } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { patiently } from '../patiently';
import type { ObjectId } from '../tags/object-id';
import { deleteImage, describeImage } from './image-repository';
import type { ImageReference } from './image-reference';

/** ECR tags repositories, not images. An image has tags of its own, which are names; any number of them may name one image. */
const MARK = 'tuneform-object-';

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** Returns the tag of an image on which the object counts. */
export const markOf = (objectId: ObjectId): string => MARK + objectId;

type MarkedImage = ImageReference & { readonly digest: string };

/** Returns the ids of the Terraform objects that count on an image, from its tags. */
export function objectIdsAmong(tags: readonly string[]): readonly ObjectId[] {
  return tags.filter(isMark).map((tag) => tag.slice(MARK.length));
}

/** Returns true for a tag that says which Terraform object counts on the image, not what the image is. */
export const isMark = (tag: string): boolean => tag.startsWith(MARK);

/** Gives an image the tag that says that the object counts on it. Changes nothing if the image has it. */
export async function markImage(
  session: AwsSession,
  image: MarkedImage,
  objectId: ObjectId,
  signal: AbortSignal,
): Promise<void> {
  const { client, once, sdk } = session.ecr();
  const name = `${image.repository}@${image.digest}`;
  const place = {
    repositoryName: image.repository,
    ...(image.registryId !== undefined && { registryId: image.registryId }),
  };
  const { images: [found] = [] } = await patiently(session, signal, () =>
    classifyErrors(`read the manifest of image "${name}"`, () =>
      client.send(
        new sdk.BatchGetImageCommand({
          ...place,
          imageIds: [{ imageDigest: image.digest }],
          acceptedMediaTypes: MANIFEST_TYPES,
        }),
        { abortSignal: signal },
      ),
    ),
  );
  const imageTag = markOf(objectId);
  const put = new sdk.PutImageCommand({
    ...place,
    imageManifest: found?.imageManifest,
    imageManifestMediaType: found?.imageManifestMediaType,
    imageDigest: image.digest,
    imageTag,
  });
  try {
    // The tag names the same bytes, so sending the request twice does no harm. Ctrl-C does not cut it off: the tag of an object that
    // never came to be keeps the image for ever.
    await patiently(session, signal, () => changing(`tag image "${name}"`, () => once.send(put)));
  } catch (error) {
    const seen = await describeImage(session, image, signal).catch(() => undefined);
    if (typeof seen !== 'object' || !seen.tags.includes(imageTag)) throw error;
  }
}

/** Takes the object's tag from an image. Succeeds if the image or the tag does not exist. */
export function unmarkImage(
  session: AwsSession,
  { digest: _, ...image }: MarkedImage,
  objectId: ObjectId,
  signal: AbortSignal,
): Promise<void> {
  return patiently(session, signal, () => deleteImage(session, { ...image, tag: markOf(objectId) }, signal));
}
