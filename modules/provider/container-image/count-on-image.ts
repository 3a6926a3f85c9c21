import { markImage, newObjectId, objectIdsAmong, parseImageReference, unmarkImage } from '../../aws';
import type { ObjectId } from '../../aws';
import type { ProviderData } from '../provider-data';
import type { ImageState } from './types';

/** An image in its repository, and the tags that it had before the operation. */
export interface PresentImage {
  readonly state: ImageState;
  readonly tags: readonly string[];
}

/**
 * Lets the image say that the object counts on it, before the operation succeeds. So a destroy of an object that its successor
 * replaces, or of another resource with an equal folder, leaves the image. An object that keeps its image says so only where it has
 * to be heard: the image carries the id of an object that may delete it. Returns the private bytes to keep.
 */
export async function countOnImage(
  { session }: ProviderData,
  { state, tags }: PresentImage,
  known: ObjectId | undefined,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const image = markable(state);
  const isHeard = state.on_destroy === 'delete' || objectIdsAmong(tags).length > 0;
  if (image === undefined || !isHeard) return rememberId(undefined);
  const objectId = known ?? newObjectId(session);
  await markImage(session, image, objectId, signal);
  return rememberId(objectId);
}

/** Takes the object's id from an image that it no longer names. */
export async function forsakeImage(
  { session }: ProviderData,
  state: ImageState,
  objectId: ObjectId | undefined,
  signal: AbortSignal,
): Promise<void> {
  const image = markable(state);
  if (image !== undefined && objectId !== undefined) await unmarkImage(session, image, objectId, signal);
}

/** Returns the private bytes of an object whose id an image carries; without an id it counts on none. */
export const rememberId = (objectId: ObjectId | undefined): Uint8Array =>
  new TextEncoder().encode(JSON.stringify({ objectId }));

/** Returns the id in the private bytes of an object in state. */
export function idIn(bytes: Uint8Array | undefined): ObjectId | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  return (JSON.parse(new TextDecoder().decode(bytes)) as { readonly objectId?: ObjectId }).objectId;
}

function markable({ repository_url: repositoryUrl, digest }: ImageState) {
  const image = parseImageReference(`${repositoryUrl}@${digest}`);
  return image && { ...image, digest };
}
