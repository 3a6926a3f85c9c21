import { classifyErrors } from '../aws-error';
import type { AwsSession } from '../client-factory';

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
  let next: string | undefined;
  do {
    const page = await classifyErrors('list the quotas of SageMaker', () =>
      client.send(
        new sdk.ListServiceQuotasCommand({ ServiceCode: 'sagemaker', MaxResults: 100, NextToken: next }),
        { abortSignal: signal },
      ),
    );
    for (const { QuotaName: name = '', Value: value } of page.Quotas ?? []) {
      if (name.endsWith('training job usage') && value !== undefined) quotas.set(name, value);
    }
    next = page.NextToken;
  } while (next !== undefined);
  return quotas;
}
