import { isTrainingJobNameOf, trainingJobPrefix } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { listObjects } from '../list-objects';
import { TAG_KEYS } from '../tags/ownership';
import type { ObjectId } from '../tags/object-id';
import { listTags } from '../tags/sync-tags';
import { trainingJobFollowsFromTags } from './training-job-removal-client';

/** A running training job of a smoke run that is not in its state. */
export interface StrayTrainingJob {
  readonly name: string;
  readonly arn: string;
  /** The Terraform object that it carries the id of. */
  readonly objectId?: ObjectId;
}

/**
 * Returns the running training jobs of a smoke run that are not in its state, because state was rolled back or Terraform was killed
 * between the launch and saving. Their names must follow from their tags. Reads only the tags of jobs whose name may match, usually
 * none.
 */
export async function strayTrainingJobs(
  session: AwsSession,
  { owner, name, known }: { readonly owner: string; readonly name: string; readonly known: string },
  signal: AbortSignal,
): Promise<readonly StrayTrainingJob[]> {
  const filter = {
    kind: 'training job',
    status: 'InProgress',
    nameContains: trainingJobPrefix(name),
  } as const;
  const strays: StrayTrainingJob[] = [];
  for (const job of await listObjects(session, filter, signal)) {
    if (job.name === known || !isTrainingJobNameOf(job.name, name)) continue;
    const tags = await listTags(session, job.arn, signal);
    const ownership = trainingJobFollowsFromTags(job.name, tags);
    if (ownership?.owner !== owner || ownership.training_job !== name) continue;
    const objectId = tags[TAG_KEYS.object];
    strays.push({ name: job.name, arn: job.arn, ...(objectId !== undefined && { objectId }) });
  }
  return strays;
}
