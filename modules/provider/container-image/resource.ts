import { describeImage, parseImageReference } from '../../aws';
import { TuneformError } from '../../kernel';
import { defineResource, isKnown, whollyKnown } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { deleteUnlessUsed } from './delete-unless-used';
import { planImage } from './plan-image';
import { pushPlanned } from './push';
import { containerImageSchema } from './schema';
import type { ImageFinalPlan, ImageState } from './types';

/** `tuneform_container_image`: builds or packs a folder and pushes the image. */
export const containerImageResource = defineResource<typeof containerImageSchema, ProviderData>({
  typeName: 'tuneform_container_image',
  schema: containerImageSchema,

  plan: (request) => planImage(request),

  create: async ({ planned, configured }, context) => ({
    state: await pushPlanned(planned, configured, context),
  }),

  async read({ state, configured }, { signal }) {
    const image = parseImageReference(`${state.repository_url}@${state.digest}`);
    if (image === undefined) return { state };
    const seen = await describeImage(configured.session, image, signal);
    // If the image or its repository was deleted, the next apply pushes the image again.
    return { state: seen === undefined || seen === 'no repository' ? null : state };
  },

  async update({ planned, prior, configured }, context) {
    // If the digest is unchanged, only attributes that do not affect the image have changed.
    if (sameImage(planned, prior)) return { state: whollyKnown(planned) };
    return { state: await pushPlanned(planned, configured, context) };
  },

  async delete({ prior, configured }, { signal }) {
    // Equal content has one digest, so other resources may use the image; only the practitioner knows.
    return prior.on_destroy === 'delete' ? deleteUnlessUsed(configured, prior, signal) : {};
  },

  async importState({ id, configured }, { signal }) {
    return { state: await importImage(configured, id, signal) };
  },
});

function sameImage(planned: ImageFinalPlan, prior: ImageState): boolean {
  return isKnown(planned.digest) && planned.digest === prior.digest && planned.tag === prior.tag;
}

/** Returns the attributes that the registry knows; the next apply takes the folder from the configuration. */
async function importImage(
  configured: ProviderData,
  uri: string,
  signal: AbortSignal,
): Promise<Partial<ImageState>> {
  const image = parseImageReference(uri);
  const seen = image && (await describeImage(configured.session, image, signal));
  if (image === undefined || seen === undefined || seen === 'no repository') {
    throw new TuneformError(`Image "${uri}" does not exist. Give its URI with tag or digest.`, {
      code: 'IMPORT_NOT_FOUND',
      summary: 'Nothing to Import',
    });
  }
  const repositoryUrl = `${image.registry}/${image.repository}`;
  const tag = seen.tags[0] ?? '';
  return {
    repository_url: repositoryUrl,
    context: '',
    dockerfile: 'Dockerfile',
    platform: 'linux/amd64',
    on_destroy: 'keep',
    id: `${repositoryUrl}@${seen.digest}`,
    content_hash: '',
    tag,
    digest: seen.digest,
    image_uri: `${repositoryUrl}@${seen.digest}`,
    builder: tag.startsWith('packed-') ? 'packed folder' : 'unknown',
    size_in_bytes: seen.sizeInBytes,
  };
}
