import { tuningJobName } from '../../tuning';
import { ownershipFromTags } from './ownership';
import type { Ownership } from './ownership';
import type { Tags } from './sync-tags';

/**
 * Returns the ownership in a tuning job's tags if the job's name follows from them; otherwise `undefined`. Tags can be copied
 * and edited, but the name is a hash of owner, experiment, search and run, so only a job that Tuneform launched has it.
 */
export function followsFromTags(name: string, tags: Tags): Ownership | undefined {
  const ownership = ownershipFromTags(tags);
  if (ownership === undefined) return undefined;
  return tuningJobName({ ...ownership, name: ownership.experiment }) === name ? ownership : undefined;
}
