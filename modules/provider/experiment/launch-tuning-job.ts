import {
  describeTuningJob,
  isAwsError,
  PROPAGATION_MS,
  TAG_KEYS,
  tuningJobClient,
  youngestId,
} from '../../aws';
import type { DesiredTuningJob, ObservedTuningJob } from '../../aws';
import { TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { converge } from '../../reconcile';
import type { Convergence } from '../../reconcile';
import type { ProviderData } from '../provider-data';
import type { Outcome } from './aggregate-jobs';
import { explainMissingParent } from './parent-missing';

/** Terraform expects an answer within a second of an interrupt. */
const LAST_LOOK_MS = 800;

/** The result of a launch: something exists, may exist or is queued, with its diagnostics. */
export interface Launch extends Outcome {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Launches the tuning job, or finds that it exists already, and returns within seconds.
 *
 * Throws only if the service refused the request or never received it, or if another Terraform object has the job and it could not be
 * taken over: that object would stop it when it is destroyed, while state said that it runs. A job that was requested and not refused may
 * exist, whatever happened to the response, and a job that was observed does exist. An error would make Terraform
 * forget the first and replace the second, although both cost money. So the result's status says what is known.
 *
 * @param isExpected true if an earlier apply may have launched the job, so that its existence is no news.
 */
export async function launchTuningJob(
  configured: ProviderData,
  desired: DesiredTuningJob,
  signal: AbortSignal,
  { isExpected = false }: { readonly isExpected?: boolean } = {},
): Promise<Launch> {
  const { session } = configured;
  const { clock } = session;
  const jobs = tuningJobClient(session);
  // Correcting the tags of an existing job is a request too, but launches nothing.
  const sent = { launch: false };
  const create: typeof jobs.create = (spec, aborted) => {
    sent.launch = true;
    return jobs.create(spec, aborted);
  };
  const end = await converge(
    { ...jobs, create },
    { intent: 'present', spec: desired },
    {
      clock,
      signal,
      deadlineMs: clock.now() + PROPAGATION_MS[session.settings.target],
      random: session.random,
    },
  );
  if (end.outcome === 'converged' && end.status !== undefined) {
    // Nothing was requested just now, so an earlier apply launched the job with this name.
    const adopted = isExpected || (sent.launch && end.asked) ? [] : [adoptedWarning(end.status)];
    return { status: end.status.status, observed: end.status, diagnostics: adopted };
  }
  if (end.status !== undefined && !sent.launch && !isDecided(desired, end.status)) {
    throw notTakenOver(end, desired.name);
  }
  const mayExist = end.asked || end.status !== undefined;
  if (!mayExist && isAwsError(end.error, 'limit exceeded')) {
    return { status: 'Pending', diagnostics: [pendingWarning(desired.name, end.error.serviceMessage)] };
  }
  if (!mayExist) throw explainMissingParent(refusal(end, desired.name), desired);
  const observed = end.status ?? (await lastLook(configured, desired.name));
  return observed === undefined
    ? { status: 'Unconfirmed', diagnostics: [unconfirmedWarning(desired.name, end.reason)] }
    : {
        status: observed.status,
        observed,
        diagnostics: end.status === undefined ? [] : [unfinishedWarning(observed, end)],
      };
}

/** Observes once more, independently of an interrupt, so that state contains what was just launched. */
async function lastLook({ session }: ProviderData, name: string): Promise<ObservedTuningJob | undefined> {
  try {
    return await describeTuningJob(session, name, AbortSignal.timeout(LAST_LOOK_MS));
  } catch {
    // The next refresh finds the job by its name in state.
    return undefined;
  }
}

function refusal(end: Convergence<ObservedTuningJob>, name: string): Error {
  if (end.error instanceof Error) return end.error;
  return new TuneformError(
    `Terraform was interrupted before tuning job "${name}" was launched. Nothing was started; apply again.`,
    { code: 'INTERRUPTED', summary: 'Interrupted', disposition: 'retryable' },
  );
}

/** Returns whether the job carries the id of this object, or of one that has taken it over since. */
const isDecided = ({ objectId }: DesiredTuningJob, seen: ObservedTuningJob): boolean =>
  youngestId(objectId, seen.objectId) === seen.objectId;

function notTakenOver({ error, reason }: Convergence<ObservedTuningJob>, name: string): Error {
  return new TuneformError(
    `Tuning job "${name}" of the same search exists, but Tuneform could not write tag ${TAG_KEYS.object}, with which this object takes it ` +
      `over: ${reason ?? 'Terraform was interrupted'}. Nothing was launched, and the job goes on. Apply again.`,
    {
      code: 'TUNING_JOB_NOT_TAKEN_OVER',
      summary: 'Tuning Job Not Taken Over',
      disposition: 'retryable',
      cause: error,
    },
  );
}

function adoptedWarning(observed: ObservedTuningJob): Diagnostic {
  return warningAt(
    [],
    'Adopted Existing Tuning Job',
    `Tuning job "${observed.name}" of the same owner, experiment and search already exists with status ` +
      `${observed.status}. Tuneform adopted it and launched nothing. To search again, raise run. [TUNING_JOB_ADOPTED]`,
  );
}

function pendingWarning(name: string, reason: string): Diagnostic {
  return warningAt(
    [],
    'Tuning Job Not Launched Yet',
    `The service currently has no capacity for tuning job "${name}". Nothing was launched and nothing is lost: ` +
      `the next apply tries again. Wait for other searches to end, or request a higher quota. Service reason: "${reason}" [LAUNCH_PENDING]`,
  );
}

function unconfirmedWarning(name: string, reason: string | undefined): Diagnostic {
  return warningAt(
    [],
    'Launch Not Confirmed',
    `Tuneform requested tuning job "${name}", but received no response, so it may be running and cost money` +
      `${reason === undefined ? '' : ` (${reason})`}. It is in state with status Unconfirmed: the next refresh finds it, ` +
      'the next apply adopts it or launches it, never twice, and destroying stops it. [LAUNCH_UNCONFIRMED]',
  );
}

function unfinishedWarning(
  { name, status }: ObservedTuningJob,
  { reason }: Convergence<ObservedTuningJob>,
): Diagnostic {
  return warningAt(
    [],
    'Launch Not Finished',
    `Tuning job "${name}" has status ${status}, but some of its tags are not written yet: ` +
      `${reason ?? 'Terraform was interrupted'}. The next apply writes them. [LAUNCH_UNFINISHED]`,
  );
}
