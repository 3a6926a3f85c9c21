import {
  awaitSighting,
  describeOwnTrainingJob,
  patiently,
  PROPAGATION_MS,
  TAG_KEYS,
  trainingJobRemovalClient,
} from '../../aws';
import type { Claim, ObservedTrainingJob, TrainingJobRemoval } from '../../aws';
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
 * Stops a running training job, and others of the same smoke run that are found only by their tags, waits until all have ended, and
 * deletes their records if requested. While one costs money, the response keeps the smoke run in state, with an error.
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
  const stays: Diagnostic[] = [];
  const onTakenOver = () => stays.push(takenOverWarning(name));
  const onRecordLeft = (job: ObservedTrainingJob) => stays.push(recordLeftWarning(job));
  const deleteRecord = state.on_destroy === 'delete';
  const strays = await strayRuns(configured, state, { claim, signal });
  const jobs: readonly TrainingJobRemoval[] = [
    { name, owner, arn, claim, onTakenOver, deleteRecord, onRecordLeft },
    ...strays.jobs.map((job) => ({ ...job, owner, claim: { objectId: job.objectId }, deleteRecord })),
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
    return { diagnostics: [...stays, ...stopped, ...strays.warnings] };
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
    `Tuneform left training job "${name}" as it is, because tag ${TAG_KEYS.object} says that another Terraform object launched it or took ` +
      'it over: the one that replaces this one, or one of another state. Destroying that one stops it. If there is none any more, see ' +
      'tuneform orphans. [TRAINING_JOB_TAKEN_OVER]',
  );
}

function recordLeftWarning({ name, status, tags }: ObservedTrainingJob): Diagnostic {
  const owner = tags[TAG_KEYS.owner];
  return warningAt(
    [],
    'Training Job Record Not Deleted',
    `Tuneform did not delete the record of training job "${name}" (${status}), because its tags ` +
      `${owner === undefined ? 'do not name its owner' : `name owner "${owner}"`}. It costs nothing. [TRAINING_JOB_RECORD_LEFT]`,
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
    { intent: 'gone', spec: { name, owner, arn, claim: 'whichever', deleteRecord: false } },
    {
      clock: session.clock,
      signal,
      deadlineMs: session.clock.now() + PROPAGATION_MS[session.settings.target],
    },
  );
  if (end.error instanceof Error) throw end.error;
}
