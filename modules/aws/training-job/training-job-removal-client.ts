import { TuneformError } from '../../kernel';
import type { ExternalClient } from '../../reconcile';
import { TAG_PREFIX, trainingJobName } from '../../tuning';
import { changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { isTakenOver } from '../tags/object-id';
import type { Claim } from '../tags/object-id';
import { TAG_KEYS, trainingJobOwnership } from '../tags/ownership';
import type { TrainingJobOwnership } from '../tags/ownership';
import type { Tags } from '../tags/sync-tags';
import { describeOwnTrainingJob } from './describe-own-training-job';
import type { ObservedTrainingJob } from './training-job';
import { stopTrainingJob } from './training-job-client';

/** A training job to stop, and whether to delete its record. */
export interface TrainingJobRemoval {
  readonly name: string;
  /** The provider's current owner, which may differ from the owner at the launch. */
  readonly owner: string;
  /** Absent if no description has been read. */
  readonly arn?: string | undefined;
  /** Whose the job must be. */
  readonly claim: Claim;
  /** Called for a job that stays as it is, because another Terraform object has taken it over. */
  readonly onTakenOver?: (job: ObservedTrainingJob) => void;
  /** False: stop the job. True: also delete its record. */
  readonly deleteRecord: boolean;
  /** Called for a record that stays because its owner is not proven. It costs nothing. */
  readonly onRecordLeft?: (job: ObservedTrainingJob) => void;
}

/**
 * Stops training jobs and optionally deletes their records. SageMaker refuses to delete a running job, so this client stops it first and
 * deletes it in a later step. Artifacts always stay.
 *
 * It never changes a job that another Terraform object has taken over, nor one whose owner is not proven. The latter is an error while it
 * runs, because it costs money.
 */
export function trainingJobRemovalClient(
  session: AwsSession,
): ExternalClient<TrainingJobRemoval, ObservedTrainingJob> {
  const pollAfterMs = session.settings.target === 'local' ? 250 : 5_000;
  return {
    async observe(removal, signal) {
      // Whose an ended job is does not matter if its record stays.
      const matters = (status: string) => removal.deleteRecord || !hasEnded(status);
      const seen = await describeOwnTrainingJob(session, removal.name, signal, matters);
      if (seen === undefined || !matters(seen.status)) return { kind: 'absent' };
      if (isTakenOver(removal.claim, seen.objectId)) {
        removal.onTakenOver?.(seen);
        return { kind: 'absent' };
      }
      if (seen.status === 'Stopping' || seen.status === 'Deleting') {
        return { kind: 'terminating', status: seen, pollAfterMs };
      }
      if (isLaunchedHere(removal, seen)) return { kind: 'steady', status: seen, drift: [] };
      if (!hasEnded(seen.status)) throw notStopped(seen);
      removal.onRecordLeft?.(seen);
      return { kind: 'absent' };
    },

    create: () => Promise.resolve(),
    update: () => Promise.resolve(),
    delete: ({ name }, { status }, signal) =>
      hasEnded(status) ? deleteRecord(session, name, signal) : stopTrainingJob(session, name, signal),
  };
}

/** Whether the job costs nothing more. */
const hasEnded = (status: string): boolean => ['Completed', 'Failed', 'Stopped'].includes(status);

async function deleteRecord(session: AwsSession, name: string, signal: AbortSignal): Promise<void> {
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`delete the record of training job "${name}"`, () =>
      once.send(new sdk.DeleteTrainingJobCommand({ TrainingJobName: name }), { abortSignal: signal }),
    );
  } catch (error) {
    if (!isAwsError(error, 'absent')) throw error;
  }
}

/** Returns the ownership in a training job's tags if the job's name follows from them, which no other job's does. */
export function trainingJobFollowsFromTags(name: string, tags: Tags): TrainingJobOwnership | undefined {
  const ownership = trainingJobOwnership(tags);
  if (ownership === undefined) return undefined;
  return trainingJobName({ ...ownership, name: ownership.training_job }) === name ? ownership : undefined;
}

/** An earlier owner is accepted if the name follows from the tags, and a job without Tuneform's tags by its ARN. */
function isLaunchedHere(
  { owner, arn }: TrainingJobRemoval,
  { name, tags, arn: seen }: ObservedTrainingJob,
): boolean {
  if (tags[TAG_KEYS.owner] === owner) return true;
  const untagged = !Object.keys(tags).some((key) => key.startsWith(TAG_PREFIX));
  return untagged ? seen === arn : trainingJobFollowsFromTags(name, tags) !== undefined;
}

function notStopped({ name, status, tags }: ObservedTrainingJob): TuneformError {
  const owner = tags[TAG_KEYS.owner];
  return new TuneformError(
    `Training job "${name}" is ${status} and costs money, but its tags ${owner === undefined ? 'name no owner' : `name owner "${owner}"`}, ` +
      `so Tuneform did not stop it, and it stays in state. If it is yours, stop it: aws sagemaker stop-training-job --training-job-name ` +
      `${name}. If it is not, remove it from state with terraform state rm.`,
    { code: 'TRAINING_JOB_NOT_STOPPED', summary: 'Training Job Not Stopped' },
  );
}
