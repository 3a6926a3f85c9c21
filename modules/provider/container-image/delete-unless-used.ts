import {
  deleteImage,
  describeImage,
  isAwsError,
  markOf,
  modelUsingImage,
  objectIdsAmong,
  parseImageReference,
  patiently,
} from '../../aws';
import type { Claim } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { ProviderData } from '../provider-data';
import { forsakeImage } from './count-on-image';
import type { ImageState } from './types';

/**
 * Deletes an image on which no other Terraform object counts and that no model names. It keeps an image that it cannot prove
 * unused, with a warning: a deleted image breaks an endpoint only when the endpoint next replaces an instance, long after the
 * destroy that caused it.
 */
export async function deleteUnlessUsed(
  configured: ProviderData,
  state: ImageState,
  claim: Claim,
  signal: AbortSignal,
): Promise<{ readonly diagnostics?: readonly Diagnostic[] }> {
  const { session } = configured;
  const { repository_url: repositoryUrl, digest, image_uri: uri } = state;
  const image = parseImageReference(`${repositoryUrl}@${digest}`);
  if (image === undefined) return {};
  const seen = await patiently(session, signal, () => describeImage(session, image, signal));
  if (seen === undefined || seen === 'no repository') return {};
  const carried = objectIdsAmong(seen.tags);
  // Terraform has dropped the bytes with the id. The only id on the image is then that of the object.
  const mine = claim === 'whichever' ? (carried.length === 1 ? carried[0] : undefined) : claim.objectId;
  const [other] = carried.filter((id) => id !== mine);
  const why =
    other !== undefined
      ? `another Terraform object counts on it, whose tag "${markOf(other)}" it has`
      : await whyKept(() => modelUsingImage(session, { ...image, ...seen }, signal));
  if (why !== undefined) {
    await forsakeImage(configured, state, mine, signal);
    return { diagnostics: [kept(uri, why)] };
  }
  await deleteImage(session, { ...image, digest }, signal);
  return {};
}

async function whyKept(look: () => ReturnType<typeof modelUsingImage>): Promise<string | undefined> {
  try {
    const user = await look();
    if (user === 'too many models') return 'the account has more models than Tuneform checks, 300';
    return user && `model "${user.model}" names it`;
  } catch (error) {
    if (isAwsError(error, 'access denied')) {
      return 'this role may not check which models use it (sagemaker:ListModels, sagemaker:DescribeModel)';
    }
    throw error;
  }
}

function kept(uri: string, why: string): Diagnostic {
  return warningAt(
    ['on_destroy'],
    'Image Kept',
    `Tuneform did not delete image "${uri}", because ${why}. The image leaves state and stays in the repository. Once nothing ` +
      'uses it, delete it there or let a lifecycle policy of the repository remove it. [IMAGE_KEPT]',
  );
}
