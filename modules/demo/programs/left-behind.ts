import { classifyErrors } from '../../aws';
import type { AwsSession } from '../../aws';

/**
 * Returns the remaining SageMaker objects of an experiment, by kind and name. Endpoints and jobs that have not ended
 * cost money on AWS; models and endpoint configurations are only untidy.
 */
export async function leftBehind(session: AwsSession, signal: AbortSignal): Promise<readonly string[]> {
  const { client, sdk } = session.sageMaker();
  const every = { client, pageSize: 100 };
  const options = { abortSignal: signal };
  // A job is billed until it has stopped.
  const running = ['InProgress', 'Stopping'] as const;
  const found = await Promise.all([
    named('endpoint', sdk.paginateListEndpoints(every, {}, options), ({ Endpoints = [] }) =>
      Endpoints.map((endpoint) => endpoint.EndpointName),
    ),
    named(
      'endpoint configuration',
      sdk.paginateListEndpointConfigs(every, {}, options),
      ({ EndpointConfigs = [] }) => EndpointConfigs.map((configuration) => configuration.EndpointConfigName),
    ),
    named('model', sdk.paginateListModels(every, {}, options), ({ Models = [] }) =>
      Models.map((model) => model.ModelName),
    ),
    ...running.flatMap((StatusEquals) => [
      named(
        'running tuning job',
        sdk.paginateListHyperParameterTuningJobs(every, { StatusEquals }, options),
        ({ HyperParameterTuningJobSummaries = [] }) =>
          HyperParameterTuningJobSummaries.map((job) => job.HyperParameterTuningJobName),
      ),
      named(
        'running training job',
        sdk.paginateListTrainingJobs(every, { StatusEquals }, options),
        ({ TrainingJobSummaries = [] }) => TrainingJobSummaries.map((job) => job.TrainingJobName),
      ),
    ]),
  ]);
  return found.flat();
}

function named<Page>(
  kind: string,
  pages: AsyncIterable<Page>,
  namesOn: (page: Page) => readonly (string | undefined)[],
): Promise<readonly string[]> {
  return classifyErrors(`list what is left of kind ${kind}`, async () => {
    const found: string[] = [];
    for await (const page of pages) found.push(...namesOn(page).map((name) => `${kind} ${name ?? ''}`));
    return found;
  });
}
