import { TAG_KEYS } from './ownership';
import type { Tags } from './sync-tags';

/**
 * Returns the tags that an existing tuning job should have. What was requested otherwise than configured is true of its launch
 * alone, which another apply may have made, so that tag is kept as it is.
 */
export function asLaunched(desired: Tags, observed: Tags): Tags {
  const { [TAG_KEYS.adjusted]: _, ...others } = desired;
  const launched = observed[TAG_KEYS.adjusted];
  return { ...others, ...(launched !== undefined && { [TAG_KEYS.adjusted]: launched }) };
}
