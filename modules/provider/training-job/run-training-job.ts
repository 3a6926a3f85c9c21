import {
  describeOwnTrainingJob,
  isAwsError,
  PROPAGATION_MS,
  TAG_KEYS,
  trainingJobClient,
  youngestId,
} from '../../aws';
import type { AwsSession, DesiredTrainingJob, ObservedTrainingJob } from '../../aws';
import { TuneformError } from '../../kernel';
import type { Context } from '../../plugin';
import { converge, jitter } from '../../reconcile';
import type { Convergence, ExternalClient } from '../../reconcile';
import { checkImage } from '../experiment/check-image';

/** Terraform expects an answer within a second of an interrupt. */
const LAST_LOOK_MS = 800;
/** Milliseconds between looks, the first and the longest. */
const POLL_MS = { aws: [5_000, 20_000], local: [100, 1_000] } as const;

/** How a training job's run ended, as far as this apply observed it. */
export interface TrainingJobRun {
  /** Absent if the job was requested and not observed. */
  readonly observed?: ObservedTrainingJob | undefined;
  /** Why the end was not observed, as a clause; absent if it was. */
  readonly unfinished?: string;
  /** True if the job existed before this apply requested anything. */
  readonly existed: boolean;
}

export interface RunRequest {
  readonly desired: DesiredTrainingJob;
  readonly timeoutMs: number;
  /** Fixed time between two looks; if absent, it adapts. */
  readonly pollMs?: number | undefined;
  /** True if the job existed when the apply began, so that state must not forget it whatever happens. */
  readonly mayExist: boolean;
}

/**
 * Launches a training job, or finds that it exists, and waits for its end. Throws only if no job exists that this apply knows of:
 * the service refused the request or never received it, or the job could not be taken over from another Terraform object.
 */
export async function runTrainingJob(
  session: AwsSession,
  { desired, timeoutMs, pollMs, mayExist }: RunRequest,
  { signal, logger }: Context,
): Promise<TrainingJobRun> {
  const { clock, random, settings } = session;
  const startedAt = clock.now();
  const jobs = trainingJobClient(session);
  const sent = { launch: false };
  const create: typeof jobs.create = async (spec, aborted) => {
    const image = spec.spec.algorithm_specification.training_image;
    if (image !== undefined) await checkImage(session, image, aborted);
    sent.launch = true;
    await jobs.create(spec, aborted);
  };
  const deadlineMs = startedAt + PROPAGATION_MS[settings.target];
  const launch = await converge(
    { ...jobs, create },
    { intent: 'present', spec: desired },
    { clock, signal, deadlineMs, random },
  );
  const existed = !(sent.launch && launch.asked);
  if (launch.outcome !== 'converged' || launch.status === undefined) {
    if (!mayExist && !launch.asked && launch.status === undefined) throw refusal(launch, desired.name);
    const carried = launch.status?.objectId;
    const isAnothers = launch.status !== undefined && youngestId(desired.objectId, carried) !== carried;
    if (!mayExist && !sent.launch && isAnothers) throw notTakenOver(launch, desired.name);
    const observed = launch.status ?? (await lastLook(session, desired.name));
    return { observed, unfinished: whyUnfinished(launch), existed };
  }
  const launched = launch.status;
  if (hasEnded(launched)) return { observed: launched, existed };
  const [shortest, longest] = POLL_MS[settings.target];
  const looks: ExternalClient<string, ObservedTrainingJob | undefined> = {
    async observe(name, aborted) {
      const status = await describeOwnTrainingJob(session, name, aborted, isEnd);
      if (status === undefined || hasEnded(status)) return { kind: 'steady', status, drift: [] };
      const waitedMs = clock.now() - startedAt;
      const adapted = Math.min(longest, Math.max(shortest, waitedMs / 10));
      // Its tags were read at the launch and are read again at the end.
      return {
        kind: 'progressing',
        status: { ...status, ...tagsOf(launched) },
        pollAfterMs: pollMs ?? jitter(adapted, 0.2, random),
      };
    },
    create: () => Promise.resolve(),
    update: () => Promise.resolve(),
    delete: () => Promise.resolve(),
  };
  const wait = await converge(
    looks,
    { intent: 'present', spec: desired.name },
    {
      clock,
      signal,
      deadlineMs: startedAt + timeoutMs,
      random,
      onProgress: ({ status }) => {
        logger.debug('waiting for training job', { name: desired.name, status: status?.status });
      },
    },
  );
  if (wait.outcome !== 'converged') {
    return { observed: wait.status ?? launched, unfinished: whyUnfinished(wait), existed };
  }
  if (wait.status === undefined) {
    return { unfinished: 'its record was deleted while Tuneform waited', existed };
  }
  return { observed: wait.status, existed };
}

const isEnd = (status: string): boolean =>
  status === 'Completed' || status === 'Failed' || status === 'Stopped';

const hasEnded = ({ status }: ObservedTrainingJob): boolean => isEnd(status);

const tagsOf = ({ tags, objectId }: ObservedTrainingJob) => ({
  tags,
  ...(objectId !== undefined && { objectId }),
});

function whyUnfinished({ outcome, reason, error }: Convergence<unknown>): string {
  if (isAwsError(error, 'credentials expired')) return 'the credentials expired while waiting';
  if (outcome === 'interrupted') return 'Terraform was interrupted while waiting';
  if (error === undefined && outcome === 'timedOut') return 'the wait timed out';
  return `Tuneform could no longer observe it: ${reason ?? 'no reason was given'}`;
}

function notTakenOver({ error, reason }: Convergence<unknown>, name: string): Error {
  return new TuneformError(
    `Training job "${name}" exists, but Tuneform could not write tag ${TAG_KEYS.object}, with which this object takes it over: ` +
      `${reason ?? 'Terraform was interrupted'}. Nothing was launched, and the job goes on. Apply again.`,
    {
      code: 'TRAINING_JOB_NOT_TAKEN_OVER',
      summary: 'Training Job Not Taken Over',
      disposition: 'retryable',
      cause: error,
    },
  );
}

/** Observes once more, independently of an interrupt, so that state contains what was just launched. */
async function lastLook(session: AwsSession, name: string): Promise<ObservedTrainingJob | undefined> {
  try {
    return await describeOwnTrainingJob(session, name, AbortSignal.timeout(LAST_LOOK_MS));
  } catch {
    return undefined;
  }
}

function refusal(end: Convergence<unknown>, name: string): Error {
  if (end.error instanceof Error) return end.error;
  return new TuneformError(
    `Terraform was interrupted before training job "${name}" was launched. Nothing was started; apply again.`,
    { code: 'INTERRUPTED', summary: 'Interrupted', disposition: 'retryable' },
  );
}
