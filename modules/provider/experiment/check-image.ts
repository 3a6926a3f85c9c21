import type { AwsSession } from '../../aws';
import { TuneformError } from '../../kernel';
import { missingImage } from '../missing-image';

/** Makes sure, before anything is paid for, that the training image is really in its repository. */
export async function checkImage(session: AwsSession, uri: string, signal: AbortSignal): Promise<void> {
  const missing = await missingImage(session, uri, signal);
  if (missing === undefined) return;
  throw new TuneformError(
    `Training image "${uri}" cannot be used: ${missing}. Nothing was launched. Push the image first, for instance ` +
      'with tuneform_container_image, or correct algorithm_specification.training_image.',
    { code: 'IMAGE_NOT_PUSHED', summary: 'Image Not Pushed' },
  );
}
