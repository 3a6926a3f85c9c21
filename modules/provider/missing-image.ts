import { canDescribeImage, describeImage, isAwsError, parseImageReference, patiently } from '../aws';
import type { AwsSession } from '../aws';
import { warningAt } from '../kernel';
import type { Diagnostic } from '../kernel';

/**
 * Returns why an image cannot be pulled, or undefined if it can or if that is unknown. It is unknown for images of other
 * registries, and without the permission to describe an image, which launching and serving do not need.
 */
export async function missingImage(
  session: AwsSession,
  uri: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const image = parseImageReference(uri);
  if (image === undefined || !canDescribeImage(session, image)) return undefined;
  try {
    const found = await patiently(session, signal, () => describeImage(session, image, signal));
    if (found === 'no repository') return `repository "${image.repository}" does not exist`;
    return found === undefined ? `repository "${image.repository}" does not contain this image` : undefined;
  } catch (error) {
    if (isAwsError(error, 'access denied')) return undefined;
    throw error;
  }
}

/**
 * Returns a warning if the image of a running object is missing. `who` names the object (`Endpoint "churn"`); `then` states
 * the consequence.
 */
export async function imageMissingWarnings(
  session: AwsSession,
  used: { readonly who: string; readonly uri: string; readonly then: string },
  signal: AbortSignal,
): Promise<readonly Diagnostic[]> {
  const missing = await missingImage(session, used.uri, signal);
  if (missing === undefined) return [];
  return [
    warningAt(
      [],
      'Image in Use Is Missing',
      `${used.who} uses image "${used.uri}", but ${missing}: ${used.then}. Push the image again, for example by applying the ` +
        'tuneform_container_image that created it. [IMAGE_IN_USE_MISSING]',
    ),
  ];
}
