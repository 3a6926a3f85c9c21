import type { Claim, ObjectId } from '../aws';

/**
 * Returns what a Terraform object that is deleted may stop and delete.
 *
 * Terraform passes the bytes that were kept with an object, except those of a tainted one that it deletes before it creates the
 * replacement. Nothing can have taken over what that one has, because its successor does not exist yet.
 */
export function claimOf(
  request: { readonly private: Uint8Array | undefined; readonly replacement: Uint8Array | undefined },
  objectId: ObjectId | undefined,
): Claim {
  return request.private === undefined && request.replacement !== undefined ? 'whichever' : { objectId };
}
