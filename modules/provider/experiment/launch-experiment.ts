import { describeTuningJob, isAwsError, PROPAGATION_MS, tuningJobClient } from '../../aws';
import type { DesiredTuningJob, ObservedTuningJob } from '../../aws';
import { TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { converge } from '../../reconcile';
import type { ExternalClient } from '../../reconcile';
import type { Configured } from '../configured';
import type { Outcome } from './state-of';

/** Terraform expects an answer within a second of an interrupt. */
const LAST_LOOK_MS = 800;

/** How a launch ended: something exists or is queued, with what to tell about it. */
export interface Launch extends Outcome {
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings the tuning job into being, or finds that it already is, and returns within seconds.
 *
 * Throws only when nothing was launched. Once a job exists, or may exist, the answer is an outcome: an error here
 * would make Terraform replace a search that is running and paid for.
 */
export async function launchExperiment(
  configured: Configured,
  desired: DesiredTuningJob,
  signal: AbortSignal,
): Promise<Launch> {
  const { session } = configured;
  const { clock } = session;
  const watched = watchCreation(tuningJobClient(session));
  const end = await converge(
    watched.client,
    { intent: 'present', spec: desired },
    {
      clock,
      signal,
      deadlineMs: clock.now() + PROPAGATION_MS[session.settings.target],
      random: Math.random,
    },
  );
  if (end.outcome === 'converged' && end.status !== undefined) {
    const adopted = watched.asked() ? [] : [adoptedWarning(end.status)];
    return { status: end.status.status, observed: end.status, diagnostics: adopted };
  }
  if (isAwsError(end.error, 'limit exceeded')) {
    return { status: 'Pending', diagnostics: [pendingWarning(desired.name, end.error.serviceMessage)] };
  }
  if (end.status === undefined && !watched.asked()) throw refusal(end.error, desired.name);
  const observed = end.status ?? (await lastLook(configured, desired.name));
  return {
    status: observed?.status ?? 'InProgress',
    ...(observed !== undefined && { observed }),
    diagnostics: [unconfirmedWarning(desired.name, end.reason)],
  };
}

/** Remembers whether a creation got through, which decides whether a failure may be reported as one. */
function watchCreation(client: ExternalClient<DesiredTuningJob, ObservedTuningJob>) {
  let created = false;
  return {
    asked: () => created,
    client: {
      ...client,
      create: async (desired: DesiredTuningJob, signal: AbortSignal) => {
        await client.create(desired, signal);
        created = true;
      },
    },
  };
}

/** One more look after an interrupt, detached from it, so that the state names what was just launched. */
async function lastLook({ session }: Configured, name: string): Promise<ObservedTuningJob | undefined> {
  try {
    return await describeTuningJob(session, name, AbortSignal.timeout(LAST_LOOK_MS));
  } catch {
    // The next refresh finds it: the name is in state.
    return undefined;
  }
}

function refusal(error: unknown, name: string): Error {
  if (error instanceof Error) return error;
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
    `Tuning job "${name}" was asked for; Terraform stopped before its description could be read` +
      `${reason === undefined ? '' : ` (${reason})`}. The next refresh reads it. [LAUNCH_UNCONFIRMED]`,
  );
}
