import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** What a training job printed. */
export interface TrainingLog {
  /** In the order of printing; of several containers, one container after the other. */
  readonly lines: readonly string[];
  /** True if the log is longer than two answers of the service, so that lines of its middle are missing. */
  readonly isCut: boolean;
}

/** Log group of all training jobs; each container writes to a stream of its own, `<job>/algo-<number>-<time>`. */
export const TRAINING_LOG_GROUP = '/aws/sagemaker/TrainingJobs';

/** More containers than a search has; a job with more is read in part. */
const MOST_STREAMS = 4;

/**
 * Returns what a training job printed, as far as the service has it: the beginning and the end of each container's log, up to
 * 10,000 lines or 1 MiB each. Empty if there is no log, or none yet.
 *
 * Changes nothing. Needs logs:DescribeLogStreams and logs:GetLogEvents; without them it rejects with 'access denied'.
 */
export async function readTrainingLog(
  session: AwsSession,
  jobName: string,
  signal: AbortSignal,
): Promise<TrainingLog> {
  const { client, sdk } = session.logs();
  const doing = `read the log of training job "${jobName}"`;
  try {
    const { logStreams = [] } = await classifyErrors(doing, () =>
      client.send(
        new sdk.DescribeLogStreamsCommand({
          logGroupName: TRAINING_LOG_GROUP,
          logStreamNamePrefix: `${jobName}/`,
          limit: MOST_STREAMS,
        }),
        { abortSignal: signal },
      ),
    );
    const logs: TrainingLog[] = [];
    for (const { logStreamName } of logStreams) {
      logs.push(await readStream(session, { stream: logStreamName ?? '', doing }, signal));
    }
    return { lines: logs.flatMap(({ lines }) => lines), isCut: logs.some(({ isCut }) => isCut) };
  } catch (error) {
    if (isAwsError(error, 'absent')) return { lines: [], isCut: false };
    throw error;
  }
}

async function readStream(
  session: AwsSession,
  { stream, doing }: { readonly stream: string; readonly doing: string },
  signal: AbortSignal,
): Promise<TrainingLog> {
  const { client, sdk } = session.logs();
  const page = (startFromHead: boolean, nextToken?: string) =>
    classifyErrors(doing, () =>
      client.send(
        new sdk.GetLogEventsCommand({
          logGroupName: TRAINING_LOG_GROUP,
          logStreamName: stream,
          startFromHead,
          nextToken,
        }),
        { abortSignal: signal },
      ),
    );
  const head = await page(true);
  const more = await page(true, head.nextForwardToken);
  const lines = messagesOf(head);
  if ((more.events ?? []).length === 0) return { lines, isCut: false };
  const tail = await page(false);
  return { lines: [...lines, ...messagesOf(tail)], isCut: true };
}

const messagesOf = ({ events = [] }: { events?: { message?: string | undefined }[] | undefined }): string[] =>
  events.map(({ message = '' }) => message);
