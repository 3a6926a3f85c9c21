import { errorAt } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { MAX_TAGS, MOST_MARKS } from './own-tags';
import { tagProblem } from './tag-problem';

/** Tags as written; a value that is not known yet is `undefined`. */
export type TagsDraft = Readonly<Record<string, string | undefined>>;

/**
 * Checks a resource's tags: each of them, and their number together with the provider's default tags, as far as these are
 * known, and the tags that Tuneform may set.
 */
export function validateTags(
  tags: TagsDraft,
  { kind, defaultTags = {} }: { readonly kind: keyof typeof MOST_MARKS; readonly defaultTags?: TagsDraft },
): readonly Diagnostic[] {
  const marks = MOST_MARKS[kind];
  const count = Object.keys({ ...defaultTags, ...tags }).length + marks;
  const each = checkEachTag(tags, ['tags']);
  if (count <= MAX_TAGS) return each;
  const detail =
    `Together with the provider's default_tags and ${String(marks)} tags reserved for Tuneform there are ` +
    `${String(count)} tags, but an object can have at most ${String(MAX_TAGS)}. Remove ${String(count - MAX_TAGS)}.`;
  return [...each, errorAt(['tags'], 'Too Many Tags', detail)];
}

/** Checks that each tag is valid for AWS and not reserved. */
export function checkEachTag(tags: TagsDraft, path: AttributePath): readonly Diagnostic[] {
  return Object.entries(tags).flatMap(([key, value]) => {
    const problem = tagProblem(key, value);
    return problem === undefined
      ? []
      : [errorAt(path, 'Tag Not Allowed', `Tag "${key}" cannot be set: ${problem}.`)];
  });
}
