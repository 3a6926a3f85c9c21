import { equalValues } from '../cty/equal';
import { impliedType } from '../cty/implied-type';
import type { ManagedResource } from '../framework/managed-resource';
import type { Body } from '../plan/body';

/** True when the resource keeps time limits that a configuration can set. */
function hasTimeouts({ timeouts, schema }: ManagedResource): boolean {
  return timeouts !== undefined && ('timeouts' in schema.attributes || 'timeouts' in schema.blocks);
}

/**
 * The prior object as if it had been stored with the time limits of `next`. They are no part of what is managed, so a
 * change of them alone is to leave computed values as they are.
 */
export function withTimeoutsOf(resource: ManagedResource, prior: Body, next: Body): Body {
  return hasTimeouts(resource) ? { ...prior, timeouts: next['timeouts'] ?? null } : prior;
}

/** True when the two objects differ in their time limits and in nothing else: then there is nothing to do but to store them. */
export function onlyTimeoutsChange(resource: ManagedResource, prior: Body, planned: Body): boolean {
  return (
    hasTimeouts(resource) &&
    equalValues(impliedType(resource.schema), withTimeoutsOf(resource, prior, planned), planned)
  );
}
