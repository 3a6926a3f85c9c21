import type { ServiceDescriptor } from '../service-descriptor';
import { quotaOperations } from './quota-operations';
import { QuotaTable } from './quota-table';

/** Service Quotas: the account's quotas of SageMaker, which launches are held to. */
export const serviceQuotas: ServiceDescriptor = {
  id: 'service-quotas',
  protocol: 'json',
  signingName: 'servicequotas',
  target: 'ServiceQuotasV20190624',
  validationCode: 'IllegalArgumentException',
  selfCheck: { operation: 'GetServiceQuota', required: ['ServiceCode', 'QuotaCode'] },
  loadClient: () => import('@aws-sdk/client-service-quotas'),
  build: ({ store }) => {
    const quotas = new QuotaTable(store);
    return { offers: { quotas }, operations: quotaOperations(quotas) };
  },
};
