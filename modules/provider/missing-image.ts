import { canDescribeImage, describeImage, isAwsError, parseImageReference, patiently } from '../aws';
import type { AwsSession } from '../aws';
import { warningAt } from '../kernel';
import type { Diagnostic } from '../kernel';

/**
 * Why an image cannot be pulled, or undefined when it can as far as anybody may know: images of other registries cannot be
 * looked up, and neither launching nor serving needs the permission to describe one.
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
    if (found === 'no repository') return `there is no repository "${image.repository}"`;
    return found === undefined ? `repository "${image.repository}" holds no such image` : undefined;
  } catch (error) {
    if (isAwsError(error, 'access denied')) return undefined;
    throw error;
  }
}

/** Told of something that goes on working only as long as nobody pulls its image again. `who`: `Endpoint "churn"`. */
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
      `${used.who} uses image "${used.uri}", and ${missing}: ${used.then}. Push it again, for instance by applying the ` +
        'tuneform_container_image that made it. [IMAGE_IN_USE_MISSING]',
    ),
  ];
}
