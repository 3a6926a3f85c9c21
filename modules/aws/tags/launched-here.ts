import { TAG_PREFIX } from '../../tuning';
import { followsFromTags } from './follows-from-tags';
import { TAG_KEYS } from './ownership';
import type { Tags } from './sync-tags';

/** A tuning job's record from its launch, and the current owner. */
export interface LaunchRecord {
  readonly name: string;
  /** The provider's current owner, which may differ from the owner at the launch. */
  readonly owner: string;
  readonly fingerprint: string;
  /** Absent if no description of the experiment's jobs has been read. */
  readonly arn?: string | undefined;
}

/**
 * Returns whether a job with a recorded name is the launched job. Its tags may name an earlier owner or be missing. An
 * earlier owner is accepted if the name follows from the tags, because no other job can have that name. A job without
 * Tuneform's tags is accepted by its ARN, because its name contains a hash that does not occur by chance.
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
