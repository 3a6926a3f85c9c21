import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { pagesOf } from '../pages-of';
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
/** Descriptions at a time. */
const AT_A_TIME = 10;

/**
 * Looks for a model of any owner that pulls the image, newest first. Returns its name, `undefined` if there is none, or
 * 'too many models' if it stopped at 300 without finding one.
 *
 * A model that is older than the image may use it: its digest may have been pushed before, and its tag may have moved to the
 * image. So the list is not narrowed by age.
 */
export async function modelUsingImage(
  session: AwsSession,
  image: NamedImage,
  signal: AbortSignal,
): Promise<{ readonly model: string } | 'too many models' | undefined> {
  const { client, sdk } = session.sageMaker();
  const doing = `list the models that may use image "${image.repository}@${image.digest}"`;
  let left = MOST_MODELS;
  for await (const { Models: listed = [] } of pagesOf(
    session,
    { doing, signal, isPatient: true },
    (page, options) =>
      client.send(
        new sdk.ListModelsCommand({ ...page, SortBy: 'CreationTime', SortOrder: 'Descending' }),
        options,
      ),
  )) {
    const names = listed.slice(0, left).map(({ ModelName: name = '' }) => name);
    while (names.length > 0) {
      const model = await firstUsing(session, image, names.splice(0, AT_A_TIME), signal);
      if (model !== undefined) return { model };
    }
    if (listed.length > left) return 'too many models';
    left -= listed.length;
  }
  return undefined;
}

/** Describes the models at once. Returns the first of them that pulls the image. */
async function firstUsing(
  session: AwsSession,
  image: NamedImage,
  names: readonly string[],
  signal: AbortSignal,
): Promise<string | undefined> {
  const uses = await Promise.all(
    names.map(async (name) => {
      const images = await patiently(session, signal, () => imagesOf(session, name, signal));
      return images.some((uri) => isNameOf(image, uri));
    }),
  );
  return names.find((_, index) => uses[index]);
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
