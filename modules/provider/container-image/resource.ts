import { describeImage, isMark, objectIdsAmong, parseImageReference } from '../../aws';
import { TuneformError } from '../../kernel';
import { defineResource, isKnown, whollyKnown } from '../../plugin';
import { claimOf } from '../claim-of';
import type { ProviderData } from '../provider-data';
import { countOnImage, forsakeImage, idIn, rememberId } from './count-on-image';
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

  async create({ planned, configured }, context) {
    const pushed = await pushPlanned(planned, configured, context);
    return {
      state: pushed.state,
      private: await countOnImage(configured, pushed, undefined, context.signal),
    };
  },

  async read({ state, configured }, { signal }) {
    const image = parseImageReference(`${state.repository_url}@${state.digest}`);
    if (image === undefined) return { state };
    const seen = await describeImage(configured.session, image, signal);
    // If the image or its repository was deleted, the next apply pushes the image again.
    return { state: seen === undefined || seen === 'no repository' ? null : state };
  },

  async update({ planned, prior, configured, priorPrivate }, context) {
    const { signal } = context;
    const objectId = idIn(priorPrivate);
    // If the digest is unchanged, only attributes that do not affect the image have changed.
    const isSame = sameImage(planned, prior);
    const present = isSame
      ? { state: whollyKnown(planned), tags: [] }
      : await pushPlanned(planned, configured, context);
    if (isSame && objectId !== undefined) return { state: present.state };
    const bytes = await countOnImage(configured, present, objectId, signal);
    if (present.state.digest !== prior.digest) await forsakeImage(configured, prior, objectId, signal);
    return { state: present.state, private: bytes };
  },

  async delete({ prior, configured, ...bytes }, { signal }) {
    const objectId = idIn(bytes.private);
    if (prior.on_destroy === 'delete') {
      return deleteUnlessUsed(configured, prior, claimOf(bytes, objectId), signal);
    }
    // Equal content has one digest, so others may use the image; only the practitioner knows.
    await forsakeImage(configured, prior, objectId, signal);
    return {};
  },

  async importState({ id, configured }, { signal }) {
    return importImage(configured, id, signal);
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
): Promise<{ readonly state: Partial<ImageState>; readonly private: Uint8Array }> {
  const image = parseImageReference(uri);
  const seen = image && (await describeImage(configured.session, image, signal));
  if (image === undefined || seen === undefined || seen === 'no repository') {
    throw new TuneformError(`Image "${uri}" does not exist. Give its URI with tag or digest.`, {
      code: 'IMPORT_NOT_FOUND',
      summary: 'Nothing to Import',
    });
  }
  const repositoryUrl = `${image.registry}/${image.repository}`;
  const tag = seen.tags.find((name) => !isMark(name)) ?? '';
  const counting = objectIdsAmong(seen.tags);
  return {
    state: {
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
    },
    // Of several it is not known which is the imported one's.
    private: rememberId(counting.length === 1 ? counting[0] : undefined),
  };
}
