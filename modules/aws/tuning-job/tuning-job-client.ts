import { TuneformError } from '../../kernel';
import type { ExternalClient, Observation } from '../../reconcile';
import { changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { dataFingerprint } from '../object/data-fingerprint';
import { asLaunched } from '../tags/as-launched';
import { allTags, youngestId } from '../tags/object-id';
import { isOfSearch, ownershipFromTags } from '../tags/ownership';
import { syncTags } from '../tags/sync-tags';
import type { Tags } from '../tags/sync-tags';
import { tagDrift } from '../tags/tag-drift';
import { describeTuningJob } from './describe-tuning-job';
import { toRequest } from './to-request';
import type { DesiredTuningJob, ObservedTuningJob } from './tuning-job';

const POLL_AFTER_MS = 10_000;

/**
 * Launches and adopts tuning jobs.
 *
 * The name is the idempotency key: it is a function of owner, experiment, spec and run, so an existing job of that name is
 * the desired job if its tags confirm it. A job with other tags belongs to another owner and is never changed. A launched
 * job counts as `steady`, because this client does not wait for the search.
 */
export function tuningJobClient(session: AwsSession): ExternalClient<DesiredTuningJob, ObservedTuningJob> {
  return {
    async observe(desired, signal): Promise<Observation<ObservedTuningJob>> {
      const seen = await describeTuningJob(session, desired.name, signal);
      if (seen === undefined) return { kind: 'absent' };
      rejectForeign(desired, seen);
      if (seen.status === 'Deleting') {
        return { kind: 'terminating', status: seen, pollAfterMs: POLL_AFTER_MS };
      }
      return {
        kind: 'steady',
        status: seen,
        drift: tagDrift(allTags(seen), wantedTags(desired, seen)),
      };
    },

    async create(desired, signal) {
      const data = await dataFingerprint(session, desired.spec, signal);
      const { once, sdk } = session.sageMaker();
      try {
        // Not abortable: a request that was sent may have launched the job, so wait for its response.
        await changing(`launch tuning job "${desired.name}"`, () =>
          once.send(new sdk.CreateHyperParameterTuningJobCommand(toRequest(desired, data))),
        );
      } catch (error) {
        // The name is taken if an earlier attempt succeeded and its response was lost: the next observation finds the job
        // and checks its owner.
        if (!isAwsError(error, 'name taken')) throw error;
      }
    },

    async update(desired, observed, signal) {
      const change = { observed: allTags(observed), desired: wantedTags(desired, observed), signal };
      await syncTags(session, observed.arn, change);
    },

    async delete(desired, _observed, signal) {
      await stopTuningJob(session, desired.name, signal);
    },
  };
}

function wantedTags({ tags, objectId }: DesiredTuningJob, seen: ObservedTuningJob): Tags {
  return allTags({ tags: asLaunched(tags, seen.tags), objectId: youngestId(objectId, seen.objectId) });
}

/** Stops a running tuning job. Succeeds if the job has ended or does not exist. */
export async function stopTuningJob(session: AwsSession, name: string, signal: AbortSignal): Promise<void> {
  const { once, sdk } = session.sageMaker();
  try {
    await changing(`stop tuning job "${name}"`, () =>
      once.send(new sdk.StopHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }), {
        abortSignal: signal,
      }),
    );
  } catch (error) {
    if (!isAwsError(error, 'absent', 'already terminal')) throw error;
  }
}

function rejectForeign(desired: DesiredTuningJob, seen: ObservedTuningJob): void {
  const ours = desired.ownership;
  if (isOfSearch(seen.tags, ours)) return;
  const theirs = ownershipFromTags(seen.tags);
  const whose =
    theirs === undefined
      ? 'carries no Tuneform tags'
      : `belongs to experiment "${theirs.experiment}" of owner "${theirs.owner}"`;
  const mine =
    theirs === undefined || theirs.owner === ours.owner
      ? ''
      : `, or, if the job is yours, set the provider's owner to "${theirs.owner}"`;
  throw new TuneformError(
    `Tuning job "${desired.name}" already exists and ${whose}; this is experiment "${ours.experiment}" of ` +
      `owner "${ours.owner}". Tuneform did not change it. Choose another name for the experiment${mine}.`,
    { code: 'FOREIGN_TUNING_JOB', summary: 'Tuning Job Has Another Owner' },
  );
}
