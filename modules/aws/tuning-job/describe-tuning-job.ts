import type { TuningJobStatus } from '../../tuning';
import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { listTags } from '../tags/sync-tags';
import { fromDescription } from './from-description';
import type { ObservedTuningJob } from './tuning-job';

/**
 * Returns the tuning job with its tags, or `undefined` if it does not exist.
 *
 * @param needsTags whether the tags of a job of this status matter; without them the job has none, and one request is saved.
 */
export async function describeTuningJob(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
  needsTags: (status: TuningJobStatus) => boolean = () => true,
): Promise<ObservedTuningJob | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    const answer = await classifyErrors(`describe tuning job "${name}"`, () =>
      client.send(new sdk.DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }), {
        abortSignal: signal,
      }),
    );
    const { HyperParameterTuningJobArn: arn = '', HyperParameterTuningJobStatus: status = 'InProgress' } =
      answer;
    return fromDescription(answer, needsTags(status) ? await listTags(session, arn, signal) : {});
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}
