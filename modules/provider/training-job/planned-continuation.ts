import { TAG_KEYS } from '../../aws';
import type { ObjectId, ObservedTrainingJob } from '../../aws';

/** What the plan of a creation leaves for its apply, in the private bytes. */
export interface PlannedContinuation {
  /** The training job that the created object will name. */
  readonly continues: string;
  /** True if the job existed when the plan looked. */
  readonly seen: boolean;
}

/**
 * Terraform replaces an object whose creation failed: it deletes and creates it. Both are given the private bytes of the plan, so that
 * the deletion knows which job the creation continues and leaves it running.
 */
export function rememberContinuation(continuation: PlannedContinuation): Uint8Array {
  return encode(continuation);
}

export const continuationIn = (bytes: Uint8Array | undefined): Partial<PlannedContinuation> => decode(bytes);

/** What the private bytes of an object in state hold of its training job, for destroying and for `tuneform orphans`. */
export interface Remembered {
  /** The id of the Terraform object. */
  readonly objectId?: ObjectId | undefined;
  /** Absent until the training job is observed. */
  readonly training_job_arn?: string | undefined;
  /** The owner that its tags name. */
  readonly owner?: string | undefined;
}

/** Returns the private bytes of an object in state: its id, and what a look at its training job told. */
export function rememberObject(
  objectId: ObjectId | undefined,
  seen?: Pick<ObservedTrainingJob, 'arn' | 'tags'>,
): Uint8Array {
  return encode({ objectId, ...(seen !== undefined && sightOf(seen)) });
}

/**
 * Returns the private bytes after a refresh. They take the id that the training job carries if they have none: Terraform drops them
 * when the provider ends during an update.
 */
export function afterRefresh(
  bytes: Uint8Array | undefined,
  seen: Pick<ObservedTrainingJob, 'arn' | 'tags' | 'objectId'>,
): Uint8Array {
  return encode({ objectId: seen.objectId, ...decode(bytes), ...sightOf(seen) });
}

/** Returns what the private bytes of an object in state hold. */
export const rememberedIn = (bytes: Uint8Array | undefined): Remembered => decode(bytes);

const sightOf = ({ arn, tags }: Pick<ObservedTrainingJob, 'arn' | 'tags'>): Remembered => ({
  training_job_arn: arn,
  owner: tags[TAG_KEYS.owner],
});

const encode = (kept: Remembered | PlannedContinuation): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(kept));

function decode(bytes: Uint8Array | undefined): Partial<PlannedContinuation> & Remembered {
  if (bytes === undefined || bytes.length === 0) return {};
  return JSON.parse(new TextDecoder().decode(bytes)) as ReturnType<typeof decode>;
}
