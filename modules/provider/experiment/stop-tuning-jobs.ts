import { describeTuningJob, PROPAGATION_MS, tuningJobRemovalClient } from '../../aws';
import type { TuningJobRemoval } from '../../aws';
import { messageOf, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { converge } from '../../reconcile';
import { isTerminal } from '../../tuning';
import type { ProviderData } from '../provider-data';
import type { Outcome } from './aggregate-jobs';
import type { EarlierJob } from './job-statuses';

/** How long an apply looks whether a stop was heard; the search may take minutes to end. */
export const LOOK_AFTER_STOP_MS = { aws: 10_000, local: 2_000 } as const;
/** How long an extension waits for its parents: containers have 120 s to end. */
export const WAIT_FOR_PARENTS_MS = { aws: 600_000, local: 120_000 } as const;

/** A tuning job after a request to stop it, as last observed. */
export interface StopEnd extends Outcome {
  readonly name: string;
  /** Why the stop failed or its outcome is unknown. */
  readonly error?: unknown;
}

/**
 * Stops tuning jobs of earlier searches and looks for a limited time whether they end. Changes none whose owner is not proven. A
 * failure is no reason to fail: the search that supersedes them exists, and the next apply stops them.
 */
export async function stopTuningJobs(
  { session, owner }: ProviderData,
  jobs: readonly (EarlierJob & { readonly arn?: string | undefined })[],
  { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal },
): Promise<readonly StopEnd[]> {
  const { clock, settings, random } = session;
  const client = tuningJobRemovalClient(session);
  return Promise.all(
    jobs.map(async ({ name, fingerprint, arn, status }) => {
      // What is in state is this object's: an object that was replaced is never changed again.
      const spec: TuningJobRemoval = {
        name,
        fingerprint,
        arn,
        owner,
        claim: 'whichever',
        deleteRecord: false,
      };
      const end = await converge(
        client,
        { intent: 'gone', spec },
        {
          clock,
          signal,
          random,
          deadlineMs: clock.now() + waitMs,
          failingMs: PROPAGATION_MS[settings.target],
        },
      );
      const failed = end.error === undefined ? {} : { error: end.error };
      try {
        const observed = await describeTuningJob(session, name, signal);
        return observed === undefined
          ? { name, status: 'Missing' as const, ...failed }
          : { name, status: observed.status, observed, ...failed };
      } catch (error) {
        return { name, status, error: end.error ?? error };
      }
    }),
  );
}

/** True once a search can be a parent. */
export const hasEnded = ({ observed }: StopEnd): boolean =>
  observed !== undefined && isTerminal(observed.status);

/** The stop of an earlier search failed, or its outcome is unknown. */
export function notStoppedWarnings(ends: readonly StopEnd[]): readonly Diagnostic[] {
  return ends
    .filter(({ error }) => error !== undefined)
    .map(({ name, error }) =>
      warningAt(
        ['on_change'],
        'Earlier Search Not Stopped',
        `Tuning job "${name}" of an earlier search may still be running and cost money: ${messageOf(error)} The next apply stops ` +
          'it. To stop it now: ' +
          `aws sagemaker stop-hyper-parameter-tuning-job --hyper-parameter-tuning-job-name ${name} [EARLIER_SEARCH_NOT_STOPPED]`,
      ),
    );
}

/** An extension waits for its parents to end. */
export function parentsRunningWarning(name: string, parents: readonly StopEnd[]): Diagnostic {
  const list = parents.map((one) => `"${one.name}" (${one.status})`).join(', ');
  return warningAt(
    [],
    'Tuning Job Waits for Its Parents',
    `Tuning job "${name}" starts from the results of others, which must end first. They were asked to stop and have not ended in ` +
      `time: ${list}. Nothing was launched and nothing is lost: the status is Pending, and the next apply launches it. ` +
      '[LAUNCH_WAITS_FOR_PARENTS]',
  );
}
