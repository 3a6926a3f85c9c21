import { TuneformError } from '../../kernel';
import type { ExternalClient } from '../../reconcile';
import { isTerminal } from '../../tuning';
import type { TuningJobStatus } from '../../tuning';
import { changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { isLaunchedHere } from '../tags/launched-here';
import type { LaunchRecord } from '../tags/launched-here';
import { isTakenOver } from '../tags/object-id';
import type { Claim } from '../tags/object-id';
import { TAG_KEYS } from '../tags/ownership';
import { describeTuningJob } from './describe-tuning-job';
import type { ObservedTuningJob } from './tuning-job';
import { stopTuningJob } from './tuning-job-client';

/** A job to stop, and whether to delete its record. */
export interface TuningJobRemoval extends LaunchRecord {
  /** Whose the job must be. */
  readonly claim: Claim;
  /** Called for a job that stays as it is, because another Terraform object has taken it over. */
  readonly onTakenOver?: (job: ObservedTuningJob) => void;
  /** False: stop the job. True: also delete its record. */
  readonly deleteRecord: boolean;
  /** Called for a record that stays because its owner is not proven. It costs nothing. */
  readonly onRecordLeft?: (job: ObservedTuningJob) => void;
}

/**
 * Stops tuning jobs and optionally deletes their records. SageMaker refuses to delete a running job, so this client stops it
 * first and deletes it in a later step. Training jobs and artifacts always stay.
 *
 * It never changes a job that another Terraform object has taken over, nor one whose owner is not proven. The latter is an error while it runs, because it costs money.
 */
export function tuningJobRemovalClient(
  session: AwsSession,
): ExternalClient<TuningJobRemoval, ObservedTuningJob> {
  const pollAfterMs = session.settings.target === 'local' ? 250 : 5_000;
  return {
    async observe(removal, signal) {
      // Whose an ended job is does not matter if its record stays.
      const matters = (status: TuningJobStatus) => removal.deleteRecord || !isTerminal(status);
      const seen = await describeTuningJob(session, removal.name, signal, matters);
      if (seen === undefined || !matters(seen.status)) return { kind: 'absent' };
      if (isTakenOver(removal.claim, seen.objectId)) {
        removal.onTakenOver?.(seen);
        return { kind: 'absent' };
      }
      // It is stopping already, so the owner does not matter: just wait.
      if (seen.status === 'Stopping' || seen.status === 'Deleting') {
        return { kind: 'terminating', status: seen, pollAfterMs };
      }
      if (isLaunchedHere(removal, seen)) return { kind: 'steady', status: seen, drift: [] };
      if (!isTerminal(seen.status)) throw notStopped(seen);
      removal.onRecordLeft?.(seen);
      return { kind: 'absent' };
    },

    create: () => Promise.resolve(),
    update: () => Promise.resolve(),

    async delete(removal, observed, signal) {
      if (!isTerminal(observed.status)) {
        await stopTuningJob(session, removal.name, signal);
        return;
      }
      const { once, sdk } = session.sageMaker();
      try {
        await changing(`delete the record of tuning job "${removal.name}"`, () =>
          once.send(
            new sdk.DeleteHyperParameterTuningJobCommand({ HyperParameterTuningJobName: removal.name }),
            { abortSignal: signal },
          ),
        );
      } catch (error) {
        if (!isAwsError(error, 'absent')) throw error;
      }
    },
  };
}

function notStopped({ name, status, tags }: ObservedTuningJob): TuneformError {
  const owner = tags[TAG_KEYS.owner];
  const whose = owner === undefined ? 'its tags name no owner' : `its tags name owner "${owner}"`;
  const remedy = owner === undefined ? '' : `set the provider's owner to "${owner}" and destroy again, or `;
  return new TuneformError(
    `Tuning job "${name}" is ${status} and costs money, but ${whose}, so Tuneform did not stop it, and the experiment stays ` +
      `in state. If the job is yours, ${remedy}stop it: aws sagemaker stop-hyper-parameter-tuning-job ` +
      `--hyper-parameter-tuning-job-name ${name}. If it is not yours, remove the experiment from state with ` +
      'terraform state rm.',
    { code: 'TUNING_JOB_NOT_STOPPED', summary: 'Tuning Job Not Stopped' },
  );
}
