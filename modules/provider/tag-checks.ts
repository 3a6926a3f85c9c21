import type { Tags } from '../aws';
import type { Diagnostic } from '../kernel';
import { isKnown, isUnknown } from '../plugin';
import type { Unknown, Validator } from '../plugin';
import { checkEachTag, MAX_TAGS, MOST_MARKS, TAG_PREFIX, validateTags } from '../tuning';

/** Tags in a plan or a configuration. */
type TagsWritten = Readonly<Record<string, string | Unknown>> | null | Unknown;

/** Returns the reference's description of a resource's tags. */
export function tagsDescription(object: string, kind: keyof typeof MOST_MARKS): string {
  const marks = MOST_MARKS[kind];
  return (
    `Tags of the ${object}, at most ${String(MAX_TAGS - marks)} together with the provider's \`default_tags\`: AWS allows ` +
    `${String(MAX_TAGS)}, and ${String(marks)} are for Tuneform's own. Keys that begin with \`aws:\` or \`${TAG_PREFIX}\` are reserved.`
  );
}

/** Checks that each tag is valid for AWS and not reserved. */
export const settableTags: Validator<Tags> = {
  description: `tags with keys of 1 to 128 characters that do not begin with \`aws:\` or \`${TAG_PREFIX}\``,
  check: checkEachTag,
};

/** Checks a resource's planned tags: also keys with unknown values, which no validator sees, and the total number. */
export function checkPlannedTags(
  tags: TagsWritten,
  resource: { readonly kind: keyof typeof MOST_MARKS; readonly defaultTags: Tags },
): readonly Diagnostic[] {
  if (isUnknown(tags)) return [];
  const written = Object.entries(tags ?? {}).map(([key, value]) => [key, isKnown(value) ? value : undefined]);
  return validateTags(Object.fromEntries(written) as Readonly<Record<string, string | undefined>>, resource);
}
