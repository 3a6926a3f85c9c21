import { AwsError, isAwsError, lookIntoArchive, readTrainingLog, TRAINING_LOG_GROUP } from '../../aws';
import type { ArchiveSight, AwsSession, ObservedTrainingJob } from '../../aws';
import { messageOf } from '../../kernel';
import { judgeSmokeRun, parseS3Address } from '../../tuning';
import type { SmokeDemands, SmokeEvidence, SmokeJudgement, TrainingJobSpec } from '../../tuning';

/** How long after a job's end its log and its metrics may still arrive, and how often to look for them, milliseconds. */
const LATE_MS = { aws: 60_000, local: 0 } as const;
const LOOK_AGAIN_MS = 5_000;

/** A judgement, or why there is none yet, as a clause. */
export type Judgement =
  | { readonly kind: 'judged'; readonly judgement: SmokeJudgement }
  | { readonly kind: 'unread'; readonly why: string };

/**
 * Judges a training job that has ended by its description, its log and its model. Looks again while what it lacks may still be on
 * its way. A look that failed condemns no job.
 */
export async function judgeTrainingJob(
  session: AwsSession,
  job: {
    readonly observed: ObservedTrainingJob;
    readonly spec: TrainingJobSpec;
    readonly demands: SmokeDemands;
  },
  signal: AbortSignal,
): Promise<Judgement> {
  const { clock, settings } = session;
  const { observed, spec, demands } = job;
  for (;;) {
    const log = await readLog(session, observed.name, signal);
    if (signal.aborted) return { kind: 'unread', why: 'Terraform was interrupted' };
    const judgement = judgeSmokeRun(spec, demands, {
      status: observed.status as SmokeEvidence['status'],
      failureReason: observed.failureReason,
      finalMetrics: observed.finalMetrics,
      ...(log.lines === undefined ? { unread: log.why } : { log: log.lines }),
      artifact: demands.artifact ? await lookForModel(session, observed, signal) : 'unknown',
    });
    if (judgement.verdict === 'passed') return { kind: 'judged', judgement };
    if (log.isPassing && observed.status === 'Completed') return { kind: 'unread', why: log.why };
    const ageMs = clock.now() - (observed.endedAtMs ?? 0);
    if (observed.status !== 'Completed' || ageMs >= LATE_MS[settings.target]) {
      return { kind: 'judged', judgement };
    }
    await clock.sleep(LOOK_AGAIN_MS, signal).catch(() => undefined);
  }
}

interface LogReading {
  /** Absent if the log could not be read. */
  readonly lines?: readonly string[];
  /** Why not, as a clause. */
  readonly why: string;
  /** True if the reason may pass. */
  readonly isPassing: boolean;
}

async function readLog(session: AwsSession, name: string, signal: AbortSignal): Promise<LogReading> {
  try {
    const { lines } = await readTrainingLog(session, name, signal);
    return { lines, why: '', isPassing: false };
  } catch (error) {
    if (isAwsError(error, 'access denied')) {
      const why = `the caller may not read log group ${TRAINING_LOG_GROUP} (logs:DescribeLogStreams and logs:GetLogEvents)`;
      return { why, isPassing: false };
    }
    const why = error instanceof AwsError ? error.serviceMessage : messageOf(error);
    return { why: `log group ${TRAINING_LOG_GROUP} could not be read: ${why}`, isPassing: true };
  }
}

async function lookForModel(
  session: AwsSession,
  { modelDataUrl }: ObservedTrainingJob,
  signal: AbortSignal,
): Promise<ArchiveSight> {
  if (modelDataUrl === undefined) return 'absent';
  const address = parseS3Address(modelDataUrl);
  // An uncompressed model is a folder, of which the service says only where it is.
  if (!address?.key.endsWith('.tar.gz')) return 'unknown';
  // A look that may not be sent says nothing.
  return lookIntoArchive(session, address, signal).catch(() => 'unknown' as const);
}
