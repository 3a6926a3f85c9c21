import type { AwsSession } from '../client-factory';
import { pagesOf } from '../pages-of';

/** Returns the name of the quota that limits the training instances of a type; spot instances have their own. */
export const trainingQuotaName = (instanceType: string, isSpot: boolean): string =>
  `${instanceType} for ${isSpot ? 'spot ' : ''}training job usage`;

/**
 * Returns the account's quotas for training instances by name, number of instances. A quota that Service Quotas does not list is
 * absent. SageMaker has some thousand quotas, so this takes some dozen requests.
 */
export async function trainingQuotas(
  session: AwsSession,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const { client, sdk } = session.serviceQuotas();
  const quotas = new Map<string, number>();
  const reading = { doing: 'list the quotas of SageMaker', signal, isPaced: false };
  for await (const { Quotas: page = [] } of pagesOf(session, reading, (asked, options) =>
    client.send(new sdk.ListServiceQuotasCommand({ ...asked, ServiceCode: 'sagemaker' }), options),
  )) {
    for (const { QuotaName: name = '', Value: value } of page) {
      if (name.endsWith('training job usage') && value !== undefined) quotas.set(name, value);
    }
  }
  return quotas;
}
