import { MARKS_OF, MAX_TAGS, TAG_PREFIX, tagProblem } from '../aws';
import type { Tags } from '../aws';
import { errorAt } from '../kernel';
import type { AttributePath, Diagnostic } from '../kernel';
import { isKnown, isUnknown } from '../plugin';
import type { Unknown, Validator } from '../plugin';

/** Tags in a plan or a configuration. */
type TagsWritten = Readonly<Record<string, string | Unknown>> | null | Unknown;

/** How many tags of its own Tuneform sets on an object. */
export const MARKS = { experiment: MARKS_OF.experiment.length, endpoint: MARKS_OF.endpoint.length } as const;

/** Returns the reference's description of a resource's tags. */
export function tagsDescription(object: string, marks: number): string {
  return (
    `Tags of the ${object}, at most ${String(MAX_TAGS - marks)} together with the provider's \`default_tags\`: AWS allows ` +
    `${String(MAX_TAGS)}, and ${String(marks)} are Tuneform's own. Keys that begin with \`aws:\` or \`${TAG_PREFIX}\` are reserved.`
  );
}

/** Checks that each tag is valid for AWS and not reserved. */
export const settableTags: Validator<Tags> = {
  description: `tags with keys of 1 to 128 characters that do not begin with \`aws:\` or \`${TAG_PREFIX}\``,
  check: checkEach,
};

/**
 * Checks a resource's planned tags: keys with unknown values, which no validator sees, and the total number together with
 * the provider's default tags and the `marks` tags that Tuneform sets.
 */
export function checkPlannedTags(
  tags: TagsWritten,
  others: { readonly defaultTags: Tags; readonly marks: number },
): readonly Diagnostic[] {
  if (isUnknown(tags)) return [];
  const own = tags ?? {};
  const count = Object.keys({ ...others.defaultTags, ...own }).length + others.marks;
  const tooMany =
    count <= MAX_TAGS
      ? []
      : [
          errorAt(
            ['tags'],
            'Too Many Tags',
            `Together with the provider's default_tags and ${String(others.marks)} tags of Tuneform there are ` +
              `${String(count)} tags, but an object can have at most ${String(MAX_TAGS)}. Remove ${String(count - MAX_TAGS)}.`,
          ),
        ];
  return [...checkEach(own, ['tags']), ...tooMany];
}

function checkEach(
  tags: Readonly<Record<string, string | Unknown>>,
  path: AttributePath,
): readonly Diagnostic[] {
  return Object.entries(tags).flatMap(([key, value]) => {
    const problem = tagProblem(key, isKnown(value) ? value : undefined);
    return problem === undefined
      ? []
      : [errorAt(path, 'Tag Not Allowed', `Tag "${key}" cannot be set: ${problem}.`)];
  });
}
