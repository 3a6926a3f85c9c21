import type { ObjectId } from '../../aws';

/** What the plan of a creation leaves for its apply, in the private bytes. */
export interface PlannedContinuation {
  /** The training job that the created object will name. */
  readonly continues: string;
  /** True if the job existed when the plan looked. */
  readonly seen: boolean;
}

/**
 * Terraform replaces an object whose creation failed: it deletes and creates it. Both are given the private bytes of the plan, so that
 * the deletion knows which job the creation continues and leaves it running.
 */
export function rememberContinuation(continuation: PlannedContinuation): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(continuation));
}

export const continuationIn = (bytes: Uint8Array | undefined): Partial<PlannedContinuation> => decode(bytes);

/** Returns the private bytes of an object in state. */
export function rememberObject(objectId: ObjectId | undefined): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ objectId }));
}

/**
 * Returns the private bytes with the id that the training job carries if they have none: Terraform drops them when the provider ends
 * during an update.
 */
export function withFoundId(
  bytes: Uint8Array | undefined,
  { objectId }: { readonly objectId?: ObjectId | undefined },
): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ objectId, ...decode(bytes) }));
}

/** Returns the id in the private bytes of an object in state. */
export const objectIdIn = (bytes: Uint8Array | undefined): ObjectId | undefined => decode(bytes).objectId;

function decode(bytes: Uint8Array | undefined): Partial<PlannedContinuation & { objectId: ObjectId }> {
  if (bytes === undefined || bytes.length === 0) return {};
  return JSON.parse(new TextDecoder().decode(bytes)) as ReturnType<typeof decode>;
}
