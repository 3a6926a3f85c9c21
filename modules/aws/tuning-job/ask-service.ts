import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** Lists one tuning job: the cheapest proof that the service answers and accepts the credentials. */
export async function askService(session: AwsSession, signal: AbortSignal): Promise<void> {
  const { client, sdk } = session.sageMaker();
  await classifyErrors('list tuning jobs', () =>
    client.send(new sdk.ListHyperParameterTuningJobsCommand({ MaxResults: 1 }), { abortSignal: signal }),
  );
}
