import { equalValues } from '../cty/equal';
import { impliedType } from '../cty/implied-type';
import type { ManagedResource } from '../framework/managed-resource';
import type { Body } from '../plan/body';

/** True if a configuration can set the resource's time limits. */
function hasTimeouts({ timeouts, schema }: ManagedResource): boolean {
  return timeouts !== undefined && ('timeouts' in schema.attributes || 'timeouts' in schema.blocks);
}

/**
 * Returns the prior object as if it had been stored with the time limits of `next`. Time limits are not part of the
 * managed object, so changing only them must leave computed values alone.
 */
export function withTimeoutsOf(resource: ManagedResource, prior: Body, next: Body): Body {
  return hasTimeouts(resource) ? { ...prior, timeouts: next['timeouts'] ?? null } : prior;
}

/** True if the two objects differ only in their time limits: then there is nothing to do but store them. */
export function onlyTimeoutsChange(resource: ManagedResource, prior: Body, planned: Body): boolean {
  return (
    hasTimeouts(resource) &&
    equalValues(impliedType(resource.schema), withTimeoutsOf(resource, prior, planned), planned)
  );
}
