import { foreignTags } from '../aws';
import type { Tags } from '../aws';

/**
 * Returns the resource's own tags: all except Tuneform's and the provider's defaults. A default tag that the resource repeats
 * stays. Without tags it returns null or an empty map, as in `before`.
 */
export function ownTags(before: Tags | null, observed: Tags, defaultTags: Tags): Tags | null {
  const own = Object.fromEntries(
    Object.entries(foreignTags(observed)).filter(
      ([key, value]) => before?.[key] !== undefined || defaultTags[key] !== value,
    ),
  );
  return Object.keys(own).length === 0 ? (before === null ? null : {}) : own;
}
