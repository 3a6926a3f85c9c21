import { TuneformError } from '../../kernel';
import type { ExternalClient } from '../../reconcile';
import { isTerminal } from '../../tuning';
import { changing, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { isLaunchedHere } from '../tags/launched-here';
import type { LaunchRecord } from '../tags/launched-here';
import { TAG_KEYS } from '../tags/ownership';
import { describeTuningJob } from './describe-tuning-job';
import type { ObservedTuningJob } from './tuning-job';
import { stopTuningJob } from './tuning-job-client';

/** Which job should go, and whether its record goes with it. */
export interface TuningJobRemoval extends LaunchRecord {
  /** False: gone means that nothing runs any more. True: gone means that the record is deleted as well. */
  readonly deleteRecord: boolean;
  /** Told of a record that stays because it is not known to be ours. It costs nothing. */
  readonly onRecordLeft?: (job: ObservedTuningJob) => void;
}

/**
 * Stops tuning jobs and, if asked, deletes their records. SageMaker refuses to delete a job that runs, so a running
 * one is stopped first and deleted by a later step. Training jobs and artifacts always stay.
 *
 * A job that is not known to be ours is never touched. While it runs it costs money, so that is an error.
 */
export function tuningJobRemovalClient(
  session: AwsSession,
): ExternalClient<TuningJobRemoval, ObservedTuningJob> {
  const pollAfterMs = session.settings.target === 'local' ? 250 : 5_000;
  return {
    async observe(removal, signal) {
      const seen = await describeTuningJob(session, removal.name, signal);
      if (seen === undefined) return { kind: 'absent' };
      // Whoever owns it: nothing but waiting is left to do.
      if (seen.status === 'Stopping' || seen.status === 'Deleting') {
        return { kind: 'terminating', status: seen, pollAfterMs };
      }
      const ended = isTerminal(seen.status);
      if (ended && !removal.deleteRecord) return { kind: 'absent' };
      if (isLaunchedHere(removal, seen)) return { kind: 'steady', status: seen, drift: [] };
      if (!ended) throw notStopped(seen);
      removal.onRecordLeft?.(seen);
      return { kind: 'absent' };
    },

    create: () => Promise.resolve(),
    update: () => Promise.resolve(),

    async delete(removal, signal) {
      const seen = await describeTuningJob(session, removal.name, signal);
      if (seen === undefined) return;
      if (!isTerminal(seen.status)) {
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
  const whose = owner === undefined ? 'its tags do not say whose it is' : `its tags name owner "${owner}"`;
  const remedy = owner === undefined ? '' : `set the provider's owner to "${owner}" and destroy again, or `;
  return new TuneformError(
    `Tuning job "${name}" is ${status} and costs money, but ${whose}, so it was left alone and the experiment stays ` +
      `in state. If the job is yours, ${remedy}stop it: aws sagemaker stop-hyper-parameter-tuning-job ` +
      `--hyper-parameter-tuning-job-name ${name}. If it is not, let Terraform forget the experiment with ` +
      'terraform state rm.',
    { code: 'TUNING_JOB_NOT_STOPPED', summary: 'Tuning Job Not Stopped' },
  );
}
