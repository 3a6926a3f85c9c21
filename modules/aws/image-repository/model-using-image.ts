import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { patiently } from '../patiently';
import { parseImageReference } from './image-reference';
import type { ImageReference } from './image-reference';

/** An image with every name under which a model can ask for it. */
export interface NamedImage extends ImageReference {
  readonly digest: string;
  readonly tags: readonly string[];
}

/** SageMaker lists models without their images, so the look costs one request for each model. */
const MOST_MODELS = 300;

/**
 * Looks for a model of any owner that pulls the image, newest first. Returns its name, `undefined` if there is none, or
 * 'too many models' if it stopped at 300 without finding one.
 */
export async function modelUsingImage(
  session: AwsSession,
  image: NamedImage,
  signal: AbortSignal,
): Promise<{ readonly model: string } | 'too many models' | undefined> {
  const { client, sdk } = session.sageMaker();
  const options = { abortSignal: signal };
  let looked = 0;
  let next: string | undefined;
  do {
    const page = {
      SortBy: 'CreationTime',
      SortOrder: 'Descending',
      MaxResults: 100,
      NextToken: next,
    } as const;
    await session.listing.acquire(signal);
    const answer = await patiently(session, signal, () =>
      classifyErrors(`list the models that may use image "${image.repository}@${image.digest}"`, () =>
        client.send(new sdk.ListModelsCommand(page), options),
      ),
    );
    for (const { ModelName: name = '' } of answer.Models ?? []) {
      if (looked === MOST_MODELS) return 'too many models';
      looked += 1;
      const images = await patiently(session, signal, () => imagesOf(session, name, signal));
      if (images.some((uri) => isNameOf(image, uri))) return { model: name };
    }
    next = answer.NextToken;
  } while (next !== undefined);
  return undefined;
}

/** Returns the image of each container of a model; none if it was deleted meanwhile. */
async function imagesOf(session: AwsSession, name: string, signal: AbortSignal): Promise<readonly string[]> {
  const { client, sdk } = session.sageMaker();
  try {
    const { PrimaryContainer: primary, Containers: more = [] } = await classifyErrors(
      `describe model "${name}"`,
      () => client.send(new sdk.DescribeModelCommand({ ModelName: name }), { abortSignal: signal }),
    );
    return [primary, ...more].flatMap((container) => container?.Image ?? []);
  } catch (error) {
    if (isAwsError(error, 'absent')) return [];
    throw error;
  }
}

function isNameOf(image: NamedImage, uri: string): boolean {
  const named = parseImageReference(uri);
  if (named?.repository !== image.repository || !isSameRegistry(named, image)) return false;
  return named.digest === undefined
    ? image.tags.includes(named.tag ?? 'latest')
    : named.digest === image.digest;
}

/** A registry of ECR has several hosts. */
function isSameRegistry(one: ImageReference, other: ImageReference): boolean {
  if (one.registryId === undefined) return one.registry === other.registry;
  return one.registryId === other.registryId && one.region === other.region;
}
