import { describeTuningJob, isAwsError, PROPAGATION_MS, tuningJobClient } from '../../aws';
import type { DesiredTuningJob, ObservedTuningJob } from '../../aws';
import { TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { converge } from '../../reconcile';
import type { Convergence } from '../../reconcile';
import type { ProviderData } from '../provider-data';
import type { Outcome } from './state-of';

/** Terraform expects an answer within a second of an interrupt. */
const LAST_LOOK_MS = 800;

/** How a launch ended: something exists, may exist or is queued, with what to tell about it. */
export interface Launch extends Outcome {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings the tuning job into being, or finds that it already is, and returns within seconds.
 *
 * Throws only when the service refused or was never asked. A job that was asked for and not refused may exist, whatever
 * became of the answer, and a job that was seen does: an error would make Terraform forget the first and replace the
 * second, and both are paid for. So the answer is an outcome whose status says what is known.
 */
export async function launchExperiment(
  configured: ProviderData,
  desired: DesiredTuningJob,
  signal: AbortSignal,
): Promise<Launch> {
  const { session } = configured;
  const { clock } = session;
  const jobs = tuningJobClient(session);
  // Tags put right on a job that was there already are asked for too, and launch nothing.
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
    // Under this name a job that nobody asked for a moment ago was launched by an earlier apply.
    const adopted = sent.launch && end.asked ? [] : [adoptedWarning(end.status)];
    return { status: end.status.status, observed: end.status, diagnostics: adopted };
  }
  const mayExist = end.asked || end.status !== undefined;
  if (!mayExist && isAwsError(end.error, 'limit exceeded')) {
    return { status: 'Pending', diagnostics: [pendingWarning(desired.name, end.error.serviceMessage)] };
  }
  if (!mayExist) throw refusal(end, desired.name);
  const observed = end.status ?? (await lastLook(configured, desired.name));
  return observed === undefined
    ? { status: 'Unconfirmed', diagnostics: [unconfirmedWarning(desired.name, end.reason)] }
    : {
        status: observed.status,
        observed,
        diagnostics: end.status === undefined ? [] : [unfinishedWarning(observed, end)],
      };
}

/** One more look, detached from an interrupt, so that the state tells what was just launched. */
async function lastLook({ session }: ProviderData, name: string): Promise<ObservedTuningJob | undefined> {
  try {
    return await describeTuningJob(session, name, AbortSignal.timeout(LAST_LOOK_MS));
  } catch {
    // The next refresh finds it: the name is in state.
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

function adoptedWarning(observed: ObservedTuningJob): Diagnostic {
  return warningAt(
    [],
    'Adopted Existing Tuning Job',
    `Tuning job "${observed.name}" of the same owner, experiment and search already exists with status ` +
      `${observed.status}. It was taken over and nothing was launched. Raise run to search again. [TUNING_JOB_ADOPTED]`,
  );
}

function pendingWarning(name: string, reason: string): Diagnostic {
  return warningAt(
    [],
    'Tuning Job Not Launched Yet',
    `The service has no capacity for tuning job "${name}" at the moment. Nothing was launched and nothing is lost: ` +
      `the next apply tries again. Wait for other searches to end, or request a higher quota. Service reason: "${reason}" [LAUNCH_PENDING]`,
  );
}

function unconfirmedWarning(name: string, reason: string | undefined): Diagnostic {
  return warningAt(
    [],
    'Launch Not Confirmed',
    `Tuning job "${name}" was asked for, but no answer said whether it was launched, so it may be running` +
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
    `Tuning job "${name}" is there with status ${status}, but its tags are not all written yet: ` +
      `${reason ?? 'Terraform was interrupted'}. The next apply writes them. [LAUNCH_UNFINISHED]`,
  );
}
