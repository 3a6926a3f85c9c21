import { deleteImage, describeImage, parseImageReference } from '../../aws';
import { TuneformError } from '../../kernel';
import { defineResource, isKnown } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { planImage } from './plan-image';
import { pushPlanned } from './push';
import { containerImageSchema } from './schema';
import type { ImageFinalPlan, ImageState } from './types';

/** `tuneform_container_image`: the folder is the source, the digest is the product. */
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
    // Gone, with or without its repository: the next apply pushes it again.
    return { state: seen === undefined || seen === 'no repository' ? null : state };
  },

  async update({ planned, prior, configured }, context) {
    // A digest that stays means that only what people read has changed.
    if (sameImage(planned, prior)) return { state: planned as unknown as ImageState };
    return { state: await pushPlanned(planned, configured, context) };
  },

  async delete({ prior, configured }, { signal }) {
    // Equal content has one digest, whoever pushed it: nobody but the practitioner knows what else names it.
    if (prior.on_destroy !== 'delete') return {};
    const image = parseImageReference(prior.repository_url);
    if (image === undefined) return {};
    await deleteImage(configured.session, { ...image, digest: prior.digest }, signal);
    return {};
  },

  async importState({ id, configured }, { signal }) {
    return { state: await importImage(configured, id, signal) };
  },
});

function sameImage(planned: ImageFinalPlan, prior: ImageState): boolean {
  return isKnown(planned.digest) && planned.digest === prior.digest && planned.tag === prior.tag;
}

/** What the registry knows; the folder it was made from comes from the configuration on the next apply. */
async function importImage(
  configured: ProviderData,
  uri: string,
  signal: AbortSignal,
): Promise<Partial<ImageState>> {
  const image = parseImageReference(uri);
  const seen = image && (await describeImage(configured.session, image, signal));
  if (image === undefined || seen === undefined || seen === 'no repository') {
    throw new TuneformError(`There is no image "${uri}". Give its URI with tag or digest.`, {
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
