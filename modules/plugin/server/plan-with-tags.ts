import { equalValues } from '../cty/equal';
import type { ManagedResource } from '../framework/managed-resource';
import { completePlan } from '../plan/complete-plan';
import type { CompletedPlan, PlanInputs } from '../plan/complete-plan';
import type { Body } from '../plan/body';
import { types } from '../schema/types/types';
import { unknown } from '../schema/values/unknown';
import { isWhollyKnown } from '../schema/values/wholly-known';
import type { Unknown } from '../schema/values/unknown';

type Tags = Readonly<Record<string, string>>;

/** `completePlan`, with the `tags_all` of a taggable resource planned from its tags and the provider's default tags. */
export function planWithTags(
  resource: ManagedResource,
  configured: unknown,
  inputs: PlanInputs,
): CompletedPlan {
  const completed = completePlan(resource.schema, inputs);
  if (resource.taggable === undefined) return completed;
  requireAttributes(resource);
  const wanted = wantedTags(resource, configured, completed.planned);
  if (equalValues(TAGS, completed.planned['tags_all'] ?? null, wanted, 'equal')) return completed;
  // If only the tags make it an update, computed values become unknown again.
  const proposed = { ...inputs.proposed, tags_all: wanted };
  const { planned, ...others } = completePlan(resource.schema, { ...inputs, proposed });
  return { ...others, planned: { ...planned, tags_all: wantedTags(resource, configured, planned) } };
}

const TAGS = types.map(types.string);

/** Unknown until the provider is configured and every tag is known. */
function wantedTags({ taggable }: ManagedResource, configured: unknown, planned: Body): Tags | Unknown {
  const tags = planned['tags'] as Tags | null;
  if (taggable === undefined || configured === undefined || !isWhollyKnown(tags)) return unknown;
  return { ...taggable.defaultTags(configured), ...tags };
}

function requireAttributes({ schema, typeName }: ManagedResource): void {
  for (const name of ['tags', 'tags_all']) {
    if (!(name in schema.attributes)) {
      throw new RangeError(`${typeName} is taggable, so its schema needs an attribute "${name}"`);
    }
  }
}
