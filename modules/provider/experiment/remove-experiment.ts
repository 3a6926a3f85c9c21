import {
  awaitSighting,
  describeTuningJob,
  isOfSuccessor,
  patiently,
  PROPAGATION_MS,
  tuningJobRemovalClient,
  TAG_KEYS,
} from '../../aws';
import type { Claim, LaunchRecord, ObservedTuningJob } from '../../aws';
import { TuneformError, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { DeleteResult } from '../../plugin';
import { converge } from '../../reconcile';
import type { ProviderData } from '../provider-data';
import { diagnosticOf } from '../diagnostic-of';
import type { wholeSchema } from './schema';
import { notLookedFor, strayInDoubt, strayStoppedWarning } from './stray-diagnostics';
import { strayJobs } from './stray-jobs';
import { jobsInForce } from './tuning-jobs';
import type { ExperimentState } from './types';

/** Stopping takes up to the containers' grace period, 120 s in SageMaker, and then some clean-up. */
const PATIENCE_MS = { aws: 1_800_000, local: 120_000 } as const;

/**
 * Stops every running tuning job of the experiment, including jobs found only by their tags, waits until none is
 * running, and deletes the records if requested. Leaves what another Terraform object has taken over or launched since. While anything is left that costs money, the response keeps the
 * experiment in state, with an error for each job, so that a later destroy continues.
 */
export async function removeExperiment(
  configured: ProviderData,
  state: ExperimentState,
  signal: AbortSignal,
  claim: Claim = { objectId: state.object_id ?? undefined },
): Promise<DeleteResult<typeof wholeSchema>> {
  if (state.on_destroy === 'detach') return {};
  const { session, owner } = configured;
  const { clock } = session;
  if (state.status === 'Unconfirmed') {
    const sightings = jobsInForce(state).map(({ name }) => {
      const look = () => describeTuningJob(session, name, signal);
      return awaitSighting(session, signal, () => patiently(session, signal, look));
    });
    await Promise.all(sightings);
  }
  const client = tuningJobRemovalClient(session);
  const deadlineMs = clock.now() + PATIENCE_MS[session.settings.target];
  const deleteRecord = state.on_destroy === 'delete';
  const recordsLeft: ObservedTuningJob[] = [];
  const takenOver: ObservedTuningJob[] = [];
  const strays = await strayJobs(configured, state, { signal, patient: true });
  const successors = strays.jobs.filter(({ objectId }) => isOfSuccessor(claim, objectId));
  const lost = strays.jobs.filter((job) => !successors.includes(job));
  const ours = lost.filter((job) => job.ownership !== undefined);
  const inDoubt = lost.filter((job) => job.ownership === undefined);
  const records: readonly Launched[] = [
    ...state.generations.flatMap(({ tuning_jobs: jobs, fingerprint }) =>
      jobs.map(({ name }) => ({ name, fingerprint, claim, arn: arnBeside(state.tuning_job_arn, name) })),
    ),
    ...ours.map(({ name, arn, ownership, objectId }) => ({
      name,
      arn,
      fingerprint: ownership?.fingerprint ?? '',
      claim: { objectId },
    })),
  ];
  const ends = await Promise.all(
    records.map(async (record) => {
      const { name } = record;
      const spec = {
        ...record,
        owner,
        deleteRecord,
        onRecordLeft: (job: ObservedTuningJob) => recordsLeft.push(job),
        onTakenOver: (job: ObservedTuningJob) => takenOver.push(job),
      };
      const options = { clock, signal, deadlineMs, failingMs: PROPAGATION_MS[session.settings.target] };
      return { name, end: await converge(client, { intent: 'gone', spec }, options) };
    }),
  );
  const left = ends.filter(({ end }) => end.outcome !== 'converged');
  if (left.length === 0 && inDoubt.length === 0) {
    return {
      diagnostics: [
        ...recordsLeft.map(recordLeftWarning),
        ...[...takenOver, ...successors].map(takenOverWarning),
        ...ours.map((job) => strayStoppedWarning(state, job)),
        ...(strays.unlisted === undefined ? [] : [notLookedFor(state, strays.unlisted)]),
      ],
    };
  }
  const failures = [
    ...left.flatMap(({ end }) => (end.error === undefined ? [] : [diagnosticOf(end.error)])),
    ...inDoubt.map((job) => strayInDoubt(state, job)),
  ];
  return {
    state,
    diagnostics: failures.length > 0 ? failures : [diagnosticOf(stillStopping(left))],
  };
}

/** A job to stop: one in state, or one whose tags and name prove that it belongs to the experiment. */
type Launched = Pick<LaunchRecord, 'name' | 'fingerprint' | 'arn'> & { readonly claim: Claim };

/** State records the ARN of the current job; the ARNs of the others differ only in the name. */
export function arnBeside(arn: string | null, name: string): string | undefined {
  return arn?.replace(/[^/]*$/, name);
}

interface End {
  readonly name: string;
  readonly end: { readonly status: ObservedTuningJob | undefined };
}

function stillStopping(left: readonly End[]): TuneformError {
  const names = left.map(({ name, end }) => `"${name}" (${end.status?.status ?? 'unknown'})`).join(', ');
  return new TuneformError(
    `Tuneform requested tuning jobs to stop, but Terraform ended before they did: ${names}. The experiment stays in state; ` +
      'destroy again to continue.',
    { code: 'STILL_STOPPING', summary: 'Tuning Jobs Still Stopping', disposition: 'retryable' },
  );
}

function takenOverWarning({ name }: Pick<ObservedTuningJob, 'name'>): Diagnostic {
  return warningAt(
    [],
    'Tuning Job Left to Another Object',
    `Tuneform left tuning job "${name}" as it is, because tag ${TAG_KEYS.object} says that another Terraform object launched it or took it ` +
      'over: the one that replaces this one, or one of another state. Destroying that one stops it. If there is none any more, see ' +
      'tuneform orphans. [TUNING_JOB_TAKEN_OVER]',
  );
}

function recordLeftWarning({ name, status, tags }: ObservedTuningJob): Diagnostic {
  const owner = tags[TAG_KEYS.owner];
  return warningAt(
    [],
    'Tuning Job Record Not Deleted',
    `Tuneform did not delete the record of tuning job "${name}" (${status}), because its tags ` +
      `${owner === undefined ? 'do not name its owner' : `name owner "${owner}"`}. It costs ` +
      'nothing. [TUNING_JOB_RECORD_LEFT]',
  );
}
