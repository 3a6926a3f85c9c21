import { foreignTags } from '../aws';
import type { Tags } from '../aws';

/**
 * The tags that count as a resource's own: all but Tuneform's marks and the provider's defaults. A default tag
 * repeated in the resource stays there; no tags at all keep the form, null or empty, in which they were written.
 */
export function ownTags(before: Tags | null, observed: Tags, defaultTags: Tags): Tags | null {
  const own = Object.fromEntries(
    Object.entries(foreignTags(observed)).filter(
      ([key, value]) => before?.[key] !== undefined || defaultTags[key] !== value,
    ),
  );
  return Object.keys(own).length === 0 ? (before === null ? null : {}) : own;
}
