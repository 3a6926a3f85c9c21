import {
  awaitSighting,
  describeOwnTrainingJob,
  patiently,
  PROPAGATION_MS,
  TAG_KEYS,
  trainingJobRemovalClient,
} from '../../aws';
import type { Claim, TrainingJobRemoval } from '../../aws';
import { TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { DeleteResult } from '../../plugin';
import { converge } from '../../reconcile';
import { diagnosticOf } from '../diagnostic-of';
import type { ProviderData } from '../provider-data';
import type { trainingJobSchema } from './schema';
import { strayRuns, strayRunStopped } from './stray-runs';
import type { TrainingJobState } from './types';

/** Stopping takes up to the container's grace period, 120 s in SageMaker, and then some clean-up. */
const PATIENCE_MS = { aws: 1_800_000, local: 120_000 } as const;

/**
 * Stops a running training job, and others of the same smoke run that are found only by their tags, and waits until all have ended. While
 * one costs money, the response keeps the smoke run in state, with an error.
 */
export async function removeTrainingJob(
  configured: ProviderData,
  {
    state,
    claim,
    arn,
  }: { readonly state: TrainingJobState; readonly claim: Claim; readonly arn?: string | undefined },
  signal: AbortSignal,
): Promise<DeleteResult<typeof trainingJobSchema>> {
  if (state.on_destroy === 'detach') return {};
  const { session, owner } = configured;
  const { clock, settings } = session;
  const { training_job_name: name } = state;
  if (state.status === 'Unconfirmed') {
    const look = () => describeOwnTrainingJob(session, name, signal);
    await awaitSighting(session, signal, () => patiently(session, signal, look));
  }
  const takenOver: Diagnostic[] = [];
  const onTakenOver = () => takenOver.push(takenOverWarning(name));
  const strays = await strayRuns(configured, state, { claim, signal });
  const jobs: readonly TrainingJobRemoval[] = [
    { name, owner, arn, claim, onTakenOver },
    ...strays.jobs.map((job) => ({ ...job, owner, claim: { objectId: job.objectId } })),
  ];
  const client = trainingJobRemovalClient(session);
  const options = {
    clock,
    signal,
    deadlineMs: clock.now() + PATIENCE_MS[settings.target],
    failingMs: PROPAGATION_MS[settings.target],
  };
  const ends = await Promise.all(
    jobs.map(async (spec) => ({
      name: spec.name,
      end: await converge(client, { intent: 'gone', spec }, options),
    })),
  );
  const left = ends.filter(({ end }) => end.outcome !== 'converged');
  if (left.length === 0) {
    const stopped = strays.jobs.map((job) => strayRunStopped(state.name, job));
    return { diagnostics: [...takenOver, ...stopped, ...strays.warnings] };
  }
  return {
    state,
    diagnostics: left.map(({ name: job, end }) => diagnosticOf(end.error ?? stillStopping(job, end))),
  };
}

function stillStopping(
  name: string,
  { status }: { readonly status?: { readonly status: string } | undefined },
): TuneformError {
  return new TuneformError(
    `Tuneform requested training job "${name}" to stop, but Terraform ended before it did (${status?.status ?? 'unknown'}). It ` +
      'stays in state; destroy again to continue.',
    { code: 'TRAINING_JOB_STOPPING', summary: 'Training Job Still Stopping', disposition: 'retryable' },
  );
}

function takenOverWarning(name: string): Diagnostic {
  return warningAt(
    [],
    'Training Job Left to Another Object',
    `Tuneform left training job "${name}" running, because tag ${TAG_KEYS.object} says that another Terraform object launched it or took ` +
      'it over: the one that replaces this one, or one of another state. Destroying that one stops it. If there is none any more, see ' +
      'tuneform orphans. [TRAINING_JOB_TAKEN_OVER]',
  );
}

/** Requests an earlier job of the same object to stop: nothing needs it any more. What fails here, a later destroy cannot mend. */
export async function stopSuperseded(
  { session, owner }: ProviderData,
  {
    state: { training_job_name: name, on_destroy, status },
    arn,
  }: { readonly state: TrainingJobState; readonly arn?: string | undefined },
  signal: AbortSignal,
): Promise<void> {
  if (on_destroy === 'detach' || !['InProgress', 'Unconfirmed'].includes(status)) return;
  const end = await converge(
    trainingJobRemovalClient(session),
    // What is in state is this object's: an object that was replaced is never changed again.
    { intent: 'gone', spec: { name, owner, arn, claim: 'whichever' } },
    {
      clock: session.clock,
      signal,
      deadlineMs: session.clock.now() + PROPAGATION_MS[session.settings.target],
    },
  );
  if (end.error instanceof Error) throw end.error;
}
