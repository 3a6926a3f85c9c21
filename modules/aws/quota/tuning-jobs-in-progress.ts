import type { AwsSession } from '../client-factory';
import { pagesOf } from '../pages-of';

/** Returns how many tuning jobs of the account run. */
export async function tuningJobsInProgress(session: AwsSession, signal: AbortSignal): Promise<number> {
  const { client, sdk } = session.sageMaker();
  let found = 0;
  const pages = pagesOf(session, { doing: 'count the running tuning jobs', signal }, (page, options) =>
    client.send(
      new sdk.ListHyperParameterTuningJobsCommand({ ...page, StatusEquals: 'InProgress' }),
      options,
    ),
  );
  for await (const { HyperParameterTuningJobSummaries: jobs = [] } of pages) found += jobs.length;
  return found;
}
