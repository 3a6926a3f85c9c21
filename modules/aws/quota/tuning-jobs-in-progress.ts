import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

/** Returns how many tuning jobs of the account run. */
export async function tuningJobsInProgress(session: AwsSession, signal: AbortSignal): Promise<number> {
  const { client, sdk } = session.sageMaker();
  let found = 0;
  let next: string | undefined;
  do {
    await session.listing.acquire(signal);
    const page = await classifyErrors('count the running tuning jobs', () =>
      client.send(
        new sdk.ListHyperParameterTuningJobsCommand({
          StatusEquals: 'InProgress',
          MaxResults: 100,
          NextToken: next,
        }),
        { abortSignal: signal },
      ),
    );
    found += page.HyperParameterTuningJobSummaries?.length ?? 0;
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}
