import { canDescribeImage, describeImage, isAwsError, parseImageReference } from '../../aws';
import type { AwsSession } from '../../aws';
import { TuneformError } from '../../kernel';

/**
 * Makes sure, before anything is paid for, that the training image is really in its repository. Images of other
 * registries cannot be looked up and pass; so do those the caller may not look up.
 */
export async function checkImage(session: AwsSession, uri: string, signal: AbortSignal): Promise<void> {
  const image = parseImageReference(uri);
  if (image === undefined || !canDescribeImage(session, image)) return;
  try {
    const found = await describeImage(session, image, signal);
    if (found !== undefined && found !== 'no repository') return;
    const what =
      found === undefined
        ? `repository "${image.repository}" holds no such image`
        : `there is no repository "${image.repository}"`;
    throw new TuneformError(
      `Training image "${uri}" cannot be used: ${what}. Nothing was launched. Push the image first, for instance ` +
        'with tuneform_container_image, or correct algorithm_specification.training_image.',
      { code: 'IMAGE_NOT_PUSHED', summary: 'Image Not Pushed' },
    );
  } catch (error) {
    // Launching needs no permission to describe images, so a missing one must not stand in the way.
    if (!isAwsError(error, 'access denied')) throw error;
  }
}
