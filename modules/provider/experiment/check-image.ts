import type { AwsSession } from '../../aws';
import { TuneformError } from '../../kernel';
import { missingImage } from '../missing-image';

/** Checks that the training image exists in its repository, before anything costs money. */
export async function checkImage(session: AwsSession, uri: string, signal: AbortSignal): Promise<void> {
  const missing = await missingImage(session, uri, signal);
  if (missing === undefined) return;
  throw new TuneformError(
    `Training image "${uri}" cannot be used: ${missing}. Nothing was launched. Push the image first, for example ` +
      'with tuneform_container_image, or fix algorithm_specification.training_image.',
    { code: 'IMAGE_NOT_PUSHED', summary: 'Image Not Pushed' },
  );
}
