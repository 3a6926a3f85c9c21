import type { AwsSession } from '../client-factory';
import { pagesOf } from '../pages-of';

/** Returns the name of the quota that limits the training instances of a type; spot instances have their own. */
export const trainingQuotaName = (instanceType: string, isSpot: boolean): string =>
  `${instanceType} for ${isSpot ? 'spot ' : ''}training job usage`;

/**
 * The limit of tuning jobs at a time, as https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-limits.html names
 * it. It cannot be raised, and Service Quotas need not list it.
 */
export const CONCURRENT_TUNING_JOBS = 'Number of parallel (concurrent) hyperparameter tuning jobs';
const MOST_CONCURRENT_TUNING_JOBS = 100;

/** The limit of training jobs of one random search, the only strategy whose limit can be raised. */
export const RANDOM_TRAINING_JOBS =
  'Maximum number of training jobs that each hyperparameter tuning job with Random search strategy can create';

/**
 * Returns the account's quotas for training instances and tuning jobs by name. A quota that Service Quotas does not list is
 * absent. SageMaker has some thousand quotas, so this takes some dozen requests.
 */
export async function trainingQuotas(
  session: AwsSession,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const { client, sdk } = session.serviceQuotas();
  const quotas = new Map([[CONCURRENT_TUNING_JOBS, MOST_CONCURRENT_TUNING_JOBS]]);
  const reading = { doing: 'list the quotas of SageMaker', signal, isPaced: false };
  for await (const { Quotas: page = [] } of pagesOf(session, reading, (asked, options) =>
    client.send(new sdk.ListServiceQuotasCommand({ ...asked, ServiceCode: 'sagemaker' }), options),
  )) {
    for (const { QuotaName: name = '', Value: value } of page) {
      if (isOfTraining(name) && value !== undefined) quotas.set(name, value);
    }
  }
  return quotas;
}

const isOfTraining = (name: string): boolean =>
  name.endsWith('training job usage') || name === CONCURRENT_TUNING_JOBS || name === RANDOM_TRAINING_JOBS;
