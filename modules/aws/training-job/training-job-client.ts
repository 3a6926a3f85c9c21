import type { CreateTrainingJobCommandInput } from '@aws-sdk/client-sagemaker';
import { TuneformError } from '../../kernel';
import type { ExternalClient, Observation } from '../../reconcile';
import { trainingJobModel } from '../../tuning';
import { changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { allTags, youngestId } from '../tags/object-id';
import { trainingJobOwnership } from '../tags/ownership';
import { syncTags, toTagList } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { tagDrift } from '../tags/tag-drift';
import { toMembers } from '../tuning-job/members';
import { describeOwnTrainingJob } from './describe-own-training-job';
import { withOwnCheckpoints } from './own-checkpoints';
import type { DesiredTrainingJob, ObservedTrainingJob } from './training-job';

/**
 * Launches and adopts training jobs.
 *
 * The name is the idempotency key, as for tuning jobs: an existing job of that name is the desired one if its tags confirm it. A
 * launched job counts as `steady`, because this client does not wait for its end.
 */
export function trainingJobClient(
  session: AwsSession,
): ExternalClient<DesiredTrainingJob, ObservedTrainingJob> {
  return {
    async observe(desired, signal): Promise<Observation<ObservedTrainingJob>> {
      const seen = await describeOwnTrainingJob(session, desired.name, signal);
      if (seen === undefined) return { kind: 'absent' };
      rejectForeign(desired, seen);
      return { kind: 'steady', status: seen, drift: tagDrift(allTags(seen), wantedTags(desired, seen)) };
    },

    async create(desired) {
      const { once, sdk } = session.sageMaker();
      try {
        // Not abortable: a request that was sent may have launched the job, so wait for its response.
        await changing(`launch training job "${desired.name}"`, () =>
          once.send(new sdk.CreateTrainingJobCommand(toRequest(desired))),
        );
      } catch (error) {
        // The name is taken if an earlier attempt succeeded and its response was lost: the next observation finds the job.
        if (!isAwsError(error, 'name taken')) throw error;
      }
    },

    async update(desired, observed, signal) {
      const change = { observed: allTags(observed), desired: wantedTags(desired, observed), signal };
      await syncTags(session, observed.arn, change);
    },

    async delete(desired, _observed, signal) {
      await stopTrainingJob(session, desired.name, signal);
    },
  };
}

function wantedTags({ tags, objectId }: DesiredTrainingJob, seen: ObservedTrainingJob): Tags {
  return allTags({ tags, objectId: youngestId(objectId, seen.objectId) });
}

/** Stops a running training job. Succeeds if the job has ended or does not exist. */
export async function stopTrainingJob(session: AwsSession, name: string, signal: AbortSignal): Promise<void> {
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`stop training job "${name}"`, () =>
      once.send(new sdk.StopTrainingJobCommand({ TrainingJobName: name }), { abortSignal: signal }),
    );
  } catch (error) {
    if (!isAwsError(error, 'absent', 'already terminal')) throw error;
  }
}

function toRequest({ name, spec, ...desired }: DesiredTrainingJob): CreateTrainingJobCommandInput {
  // The model has the SDK's members, as training-job-members.test.ts checks; their types are not derived from it.
  const members = toMembers(trainingJobModel, spec) as unknown as CreateTrainingJobCommandInput;
  return {
    ...withOwnCheckpoints(members, name),
    TrainingJobName: name,
    Tags: toTagList(allTags(desired)),
  };
}

function rejectForeign({ name, ownership: ours }: DesiredTrainingJob, seen: ObservedTrainingJob): void {
  const theirs = trainingJobOwnership(seen.tags);
  const same =
    theirs?.owner === ours.owner &&
    theirs.training_job === ours.training_job &&
    theirs.fingerprint === ours.fingerprint;
  if (same) return;
  const whose =
    theirs === undefined
      ? 'carries no Tuneform tags'
      : `belongs to "${theirs.training_job}" of owner "${theirs.owner}"`;
  throw new TuneformError(
    `Training job "${name}" already exists and ${whose}; this is "${ours.training_job}" of owner "${ours.owner}". Tuneform did ` +
      'not change it. Choose another name, or, if the job is yours, restore its tags.',
    { code: 'FOREIGN_TRAINING_JOB', summary: 'Training Job Has Another Owner' },
  );
}
