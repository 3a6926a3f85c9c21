import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { listTags } from '../tags/sync-tags';
import { fromDescription } from './from-description';
import type { ObservedTuningJob } from './tuning-job';

/** Returns the tuning job with its tags, or `undefined` if it does not exist. */
export async function describeTuningJob(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
): Promise<ObservedTuningJob | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    const answer = await classifyErrors(`describe tuning job "${name}"`, () =>
      client.send(new sdk.DescribeHyperParameterTuningJobCommand({ HyperParameterTuningJobName: name }), {
        abortSignal: signal,
      }),
    );
    const arn = answer.HyperParameterTuningJobArn ?? '';
    return fromDescription(answer, await listTags(session, arn, signal));
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}
