import { messageOf } from '../../kernel';
import { logsToRead, reviewedDefinitions, reviewSearch } from '../../tuning';
import type { ExperimentSpec, Finding, LogsRead, Objective, TrialRecord } from '../../tuning';
import { AwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { readTrainingLog, TRAINING_LOG_GROUP } from '../training-job/read-training-log';

/** A search that has ended. */
export interface EndedSearch {
  /** Absent if the record was deleted or the model cannot express the search; then its ranges are unknown. */
  readonly spec?: ExperimentSpec | undefined;
  /** What counts without a spec. */
  readonly objective: Objective;
  /** Of all its tuning jobs. */
  readonly trials: readonly TrialRecord[];
}

/** Returns the findings about a search, after reading at most three of its logs. A log that cannot be read is no error. */
export async function reviewTuningJobs(
  session: AwsSession,
  { spec, objective, trials }: EndedSearch,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const definitions = spec === undefined ? [{ objective, ranges: [] }] : reviewedDefinitions(spec);
  const logs = await readLogs(session, logsToRead({ definitions, trials }), signal);
  return reviewSearch({ definitions, trials, logs });
}

/** Reads one log after the other, and no more after the first that cannot be read: the others would fail the same way. */
async function readLogs(
  session: AwsSession,
  names: readonly string[],
  signal: AbortSignal,
): Promise<LogsRead> {
  const lines = new Map<string, readonly string[]>();
  for (const name of names) {
    try {
      lines.set(name, (await readTrainingLog(session, name, signal)).lines);
    } catch (error) {
      return { lines, unread: whyUnread(error) };
    }
  }
  return { lines };
}

function whyUnread(error: unknown): string {
  if (!(error instanceof AwsError)) return messageOf(error);
  return error.kind === 'access denied'
    ? `the caller may not read log group ${TRAINING_LOG_GROUP} (logs:DescribeLogStreams, logs:GetLogEvents)`
    : error.serviceMessage;
}
