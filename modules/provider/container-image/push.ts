import { describeImage, parseImageReference, registryProblem, registryToken } from '../../aws';
import { TuneformError } from '../../kernel';
import { isKnown } from '../../plugin';
import type { Context } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { imageModule, machineBuilder, optionsOf } from './image-work';
import type { PresentImage } from './count-on-image';
import type { ImageFinalPlan, ImageState } from './types';

/** Pushes the planned image unless the repository already contains it. */
export async function pushPlanned(
  planned: ImageFinalPlan,
  configured: ProviderData,
  { signal, logger }: Context,
): Promise<PresentImage> {
  const inputs = planned as ImageState;
  const { session } = configured;
  const reference = parseImageReference(inputs.repository_url);
  if (reference === undefined) {
    throw new TuneformError(
      `"${inputs.repository_url}" is not the address of an image repository. Write only host and name, such as ` +
        'aws_ecr_repository.….repository_url.',
      { code: 'REGISTRY_URL_INVALID', summary: 'Repository Address Cannot Be Read' },
    );
  }
  const problem = registryProblem(session.settings, reference);
  if (problem !== undefined) {
    throw new TuneformError(problem, { code: 'REGISTRY_ELSEWHERE', summary: 'Registry Outside the Target' });
  }
  const digest = isKnown(planned.digest) ? planned.digest : undefined;
  const identity = digest === undefined ? { tag: inputs.tag } : { digest };
  const present = await describeImage(session, { ...reference, ...identity }, signal);
  if (present === 'no repository') {
    throw new TuneformError(
      `Repository "${reference.repository}" does not exist. Create it first, for example with aws_ecr_repository.`,
      { code: 'REGISTRY_REPOSITORY_MISSING', summary: 'Image Repository Does Not Exist' },
    );
  }
  // The tag is derived from the content, so an image with this tag is this image.
  if (present?.tags.includes(inputs.tag) === true) {
    const { digest: held, sizeInBytes: size, tags } = present;
    return { state: stateOf(inputs, { digest: held, size }), tags };
  }
  const { buildWith, ecrCredentials, packFolder, pushImage } = imageModule();
  const builder = inputs.builder === 'packed folder' ? undefined : await machineBuilder();
  const options = optionsOf(inputs);
  const image =
    builder === undefined
      ? await packFolder(inputs.context, options)
      : await buildWith(builder, inputs.context, {
          ...options,
          signal,
          onLine: (line) => logger.info('image builder', { line }),
        }).catch(async (error: unknown) => {
          throw session.settings.target === 'local' ? await withPacking(error, inputs) : error;
        });
  const pushed = await pushImage(image, {
    repositoryUrl: inputs.repository_url,
    tag: inputs.tag,
    credentials: ecrCredentials(await registryToken(session, signal)),
    signal,
  });
  return { state: stateOf(inputs, pushed), tags: present?.tags ?? [] };
}

/** Returns the planned state with its unknown values filled in. */
function stateOf(inputs: ImageState, image: { readonly digest: string; readonly size: number }): ImageState {
  const uri = `${inputs.repository_url}@${image.digest}`;
  return {
    ...inputs,
    id: uri,
    digest: image.digest,
    image_uri: uri,
    size_in_bytes: isKnown<unknown>(inputs.size_in_bytes) ? inputs.size_in_bytes : image.size,
  };
}

/** Messages of builders that could not fetch the base image. */
const BASE_IMAGE_MISSING =
  /pinging container registry|registry[^\n]*(?:no such host|connection refused|i\/o timeout|deadline exceeded|network is unreachable)|failed to (?:resolve source metadata|do request|fetch)|pull access denied|manifest unknown|short-name .*did not resolve|TLS handshake timeout/i;

/** Adds advice to pack the folder if the builder could not fetch the base image, which the local cloud does not need. */
async function withPacking(error: unknown, inputs: ImageState): Promise<unknown> {
  if (!(error instanceof TuneformError) || !BASE_IMAGE_MISSING.test(error.message)) return error;
  const packed = await imageModule()
    .packFolder(inputs.context, optionsOf(inputs))
    .catch(() => undefined);
  if (packed === undefined) return error;
  return new TuneformError(
    `${error.message}\nThe builder could not fetch the base image ${packed.base}. The local cloud does not need it: set ` +
      'prefer_packing = true to pack the folder without its base image and without running the steps of the Dockerfile.',
    { code: error.code, summary: error.summary, cause: error },
  );
}
