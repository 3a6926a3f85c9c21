import type { Construct } from 'constructs';
import { TerraformStack } from '../dialect';

/** Context key under which the app names one owner for all its stacks. */
const OWNER_CONTEXT = 'tuneform:owner';

/** AWS's limits of a tag value, which the owner becomes. */
const MAX_LENGTH = 256;
const ALLOWED = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;

/**
 * Returns the owner of a stack's experiments if none is set. The owner decides which jobs and endpoints a stack may
 * adopt, stop and delete, so two stacks without one must not share it. It is the stack's own path in the construct
 * tree, the same at every synthesis. Stacks that share experiments need one owner; the app sets it in its context.
 */
export function defaultOwner(scope: Construct): string {
  const shared: unknown = scope.node.tryGetContext(OWNER_CONTEXT);
  if (shared === undefined) {
    const path = TerraformStack.of(scope).node.path;
    return path.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '-').slice(-MAX_LENGTH);
  }
  if (typeof shared !== 'string' || !ALLOWED.test(shared) || shared.length > MAX_LENGTH) {
    throw new Error(
      `The app's context has '${OWNER_CONTEXT}' = ${JSON.stringify(shared)}. An owner is text of 1 to ${String(MAX_LENGTH)} ` +
        'letters, digits, spaces and _ . : / = + - @, because it becomes the value of a tag.',
    );
  }
  return shared;
}
