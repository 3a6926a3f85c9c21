import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { TRAINING_LOG_GROUP } from './read-training-log';

/** Containers of a training job; one with more is read in part. */
const MOST_STREAMS = 50;

/** Reads a training job's whole log bit by bit, for a reader that follows it. Changes nothing. */
export class TrainingLogReader {
  private readonly session: AwsSession;
  private readonly jobName: string;
  /** Where to go on in each stream. */
  private readonly tokens = new Map<string, string | undefined>();

  constructor(session: AwsSession, jobName: string) {
    this.session = session;
    this.jobName = jobName;
  }

  /** Returns the lines that came since the last call, of several containers one after the other; none if there is no log. */
  async more(signal: AbortSignal): Promise<readonly string[]> {
    try {
      const lines: string[] = [];
      for (const stream of await this.streams(signal)) lines.push(...(await this.rest(stream, signal)));
      return lines;
    } catch (error) {
      if (isAwsError(error, 'absent')) return [];
      throw error;
    }
  }

  private get doing(): string {
    return `read the log of training job "${this.jobName}"`;
  }

  private async streams(signal: AbortSignal): Promise<readonly string[]> {
    const { client, sdk } = this.session.logs();
    const { logStreams = [] } = await classifyErrors(this.doing, () =>
      client.send(
        new sdk.DescribeLogStreamsCommand({
          logGroupName: TRAINING_LOG_GROUP,
          logStreamNamePrefix: `${this.jobName}/`,
          limit: MOST_STREAMS,
        }),
        { abortSignal: signal },
      ),
    );
    return logStreams.flatMap(({ logStreamName }) => logStreamName ?? []);
  }

  /** Reads until the service returns the token it was given, which says that there is no more yet. */
  private async rest(stream: string, signal: AbortSignal): Promise<readonly string[]> {
    const { client, sdk } = this.session.logs();
    const lines: string[] = [];
    for (;;) {
      const nextToken = this.tokens.get(stream);
      const page = await classifyErrors(this.doing, () =>
        client.send(
          new sdk.GetLogEventsCommand({
            logGroupName: TRAINING_LOG_GROUP,
            logStreamName: stream,
            startFromHead: true,
            nextToken,
          }),
          { abortSignal: signal },
        ),
      );
      lines.push(...(page.events ?? []).map(({ message = '' }) => message));
      const next = page.nextForwardToken;
      if (next === undefined || next === nextToken) return lines;
      this.tokens.set(stream, next);
      // An empty page in between is allowed, but a first one without events has nothing behind it.
      if ((page.events ?? []).length === 0 && nextToken !== undefined) return lines;
    }
  }
}
