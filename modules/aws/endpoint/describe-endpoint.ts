import { classifyErrors, isAwsError } from '../aws-error';
import type { AwsSession } from '../client-factory';
import { splitObjectId } from '../tags/object-id';
import { listTags } from '../tags/sync-tags';
import type { ObservedEndpoint } from './endpoint';

/** Returns the endpoint with its tags, or `undefined` if it does not exist. */
export async function describeEndpoint(
  session: AwsSession,
  name: string,
  signal: AbortSignal,
): Promise<ObservedEndpoint | undefined> {
  const { client, sdk } = session.sageMaker();
  try {
    const answer = await classifyErrors(`describe endpoint "${name}"`, () =>
      client.send(new sdk.DescribeEndpointCommand({ EndpointName: name }), { abortSignal: signal }),
    );
    const arn = answer.EndpointArn ?? '';
    return {
      name,
      arn,
      status: answer.EndpointStatus ?? 'Creating',
      configurationName: answer.EndpointConfigName ?? '',
      ...splitObjectId(await listTags(session, arn, signal)),
      ...(answer.FailureReason !== undefined &&
        answer.FailureReason !== '' && { failureReason: answer.FailureReason }),
    };
  } catch (error) {
    if (isAwsError(error, 'absent')) return undefined;
    throw error;
  }
}
