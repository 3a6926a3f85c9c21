import { TAG_KEYS } from './ownership';
import type { Tags } from './sync-tags';

/**
 * Returns the tags that an existing tuning job should have. How its launch differed from the configuration holds for that launch
 * alone, which another apply may have made, so that tag is kept as it is.
 */
export function asLaunched(desired: Tags, observed: Tags): Tags {
  const { [TAG_KEYS.adjusted]: _, ...others } = desired;
  const launched = observed[TAG_KEYS.adjusted];
  return { ...others, ...(launched !== undefined && { [TAG_KEYS.adjusted]: launched }) };
}
