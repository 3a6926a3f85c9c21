import { followsFromTags } from './follows-from-tags';
import { TAG_KEYS, TAG_PREFIX } from './ownership';
import type { Tags } from './sync-tags';

/** A tuning job as it was recorded when it was launched, and who looks for it now. */
export interface LaunchRecord {
  readonly name: string;
  /** The provider's owner now, which may have been another one at the launch. */
  readonly owner: string;
  readonly fingerprint: string;
  /** Absent when no description of any of the experiment's jobs has been read. */
  readonly arn?: string | undefined;
}

/**
 * Whether a job of a recorded name is the one that was launched. Its tags may name another owner than today's, or be
 * gone: an earlier owner is believed when the name follows from what the tags say, because nobody else's job can have
 * that name; a job without any tag of ours is believed by its ARN, because the name is a hash nobody meets by chance.
 */
export function isLaunchedHere(
  record: LaunchRecord,
  seen: { readonly arn: string; readonly tags: Tags },
): boolean {
  const { tags } = seen;
  const owner = tags[TAG_KEYS.owner];
  if (owner === record.owner) return true;
  if (owner === undefined) {
    const untagged = !Object.keys(tags).some((key) => key.startsWith(TAG_PREFIX));
    return untagged ? seen.arn === record.arn : tags[TAG_KEYS.fingerprint] === record.fingerprint;
  }
  return followsFromTags(record.name, tags)?.fingerprint === record.fingerprint;
}
