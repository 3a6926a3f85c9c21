import { foreignTags } from '../aws';
import type { Tags } from '../aws';

/**
 * Returns what `tags_all` shows of the tags of an AWS object: those besides Tuneform's own, null without any. Tuneform's own repeat
 * other attributes, so that they are shown only while they are not as they should be: with an empty value if they are missing.
 *
 * @param own as they should be; absent while that is not known.
 */
export function shownTags(seen: Tags, own: Tags = {}): Tags | null {
  const odd = Object.keys(own)
    .filter((key) => seen[key] !== own[key])
    .map((key) => [key, seen[key] ?? ''] as const);
  const shown = { ...foreignTags(seen), ...Object.fromEntries(odd) };
  return Object.keys(shown).length === 0 ? null : shown;
}
