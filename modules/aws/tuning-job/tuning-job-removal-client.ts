import type { ExternalClient } from '../../reconcile';
import { isTerminal } from '../../tuning';
import { calling, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { describeTuningJob } from './describe-tuning-job';
import type { ObservedTuningJob } from './tuning-job';
import { stopTuningJob } from './tuning-job-client';

/** Which job should go, and whether its record goes with it. */
export interface TuningJobRemoval {
  readonly name: string;
  /** Only a job of this owner is touched. */
  readonly owner: string;
  /** False: gone means that nothing runs any more. True: gone means that the record is deleted as well. */
  readonly deleteRecord: boolean;
}

/**
 * Stops tuning jobs and, if asked, deletes their records. SageMaker refuses to delete a job that runs, so a running
 * one is stopped first and deleted by a later step. Training jobs and artifacts always stay.
 */
export function tuningJobRemovalClient(
  session: AwsSession,
): ExternalClient<TuningJobRemoval, ObservedTuningJob> {
  const pollAfterMs = session.settings.target === 'local' ? 250 : 5_000;
  return {
    async observe(removal, signal) {
      const seen = await describeTuningJob(session, removal.name, signal);
      if (seen === undefined) return { kind: 'absent' };
      // A job that lost our tag, or never had it, is somebody else's to remove.
      if (seen.tags['tuneform:owner'] !== removal.owner) return { kind: 'absent' };
      if (seen.status === 'Stopping' || seen.status === 'Deleting') {
        return { kind: 'terminating', status: seen, pollAfterMs };
      }
      if (isTerminal(seen.status) && !removal.deleteRecord) return { kind: 'absent' };
      return { kind: 'steady', status: seen, drift: [] };
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
      const { client, sdk } = session.sageMaker();
      try {
        await calling(`delete the record of tuning job "${removal.name}"`, () =>
          client.send(
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
