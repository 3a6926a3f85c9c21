import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

/**
 * Returns whether training jobs of a tuning job exist, whether or not its own record does: SageMaker names them after it and
 * keeps them when the record is deleted. They prove that the job was launched; their absence proves nothing.
 */
export async function hasTrials(
  session: AwsSession,
  tuningJobName: string,
  signal: AbortSignal,
): Promise<boolean> {
  const { client, sdk } = session.sageMaker();
  const prefix = `${tuningJobName}-`;
  await session.listing.acquire(signal);
  const page = await classifyErrors(`list the training jobs named after tuning job "${tuningJobName}"`, () =>
    client.send(new sdk.ListTrainingJobsCommand({ NameContains: prefix, MaxResults: 10 }), {
      abortSignal: signal,
    }),
  );
  return (page.TrainingJobSummaries ?? []).some((job) => job.TrainingJobName?.startsWith(prefix));
}
