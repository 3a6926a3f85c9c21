import type {
  GetAWSDefaultServiceQuotaRequest,
  GetAWSDefaultServiceQuotaResponse,
  GetServiceQuotaRequest,
  GetServiceQuotaResponse,
  ListAWSDefaultServiceQuotasRequest,
  ListAWSDefaultServiceQuotasResponse,
  ListServiceQuotasRequest,
  ListServiceQuotasResponse,
  ServiceQuota,
} from '@aws-sdk/client-service-quotas';
import { ServiceFault } from '../../ports/service';
import type { Call, Operations } from '../../ports/service';
import { inOrder, pageOf } from '../paging';
import type { Quota, QuotaTable } from './quota-table';

/** The one service that has quotas here. */
const SERVICE = 'sagemaker';
/** What one answer holds at most. */
const MOST_LISTED = 100;

/** What the account has, and what a new account would have. Requests for an increase need a person, so none is served. */
export function quotaOperations(quotas: QuotaTable): Operations {
  const applied = (quota: Quota): number => quotas.valueOf(quota);
  const usual = (quota: Quota): number => quota.usual;
  return {
    ListServiceQuotas: (input: ListServiceQuotasRequest, call: Call): ListServiceQuotasResponse => {
      requireService(input.ServiceCode);
      const { QuotaCode: code } = input;
      return pageOfQuotas(
        code === undefined ? quotas.all() : [existing(code)],
        input,
        describe(applied, call),
      );
    },
    ListAWSDefaultServiceQuotas: (
      input: ListAWSDefaultServiceQuotasRequest,
      call: Call,
    ): ListAWSDefaultServiceQuotasResponse => {
      requireService(input.ServiceCode);
      return pageOfQuotas(quotas.all(), input, describe(usual, call));
    },
    GetServiceQuota: (input: GetServiceQuotaRequest, call: Call): GetServiceQuotaResponse => {
      requireService(input.ServiceCode);
      return { Quota: describe(applied, call)(existing(input.QuotaCode)) };
    },
    GetAWSDefaultServiceQuota: (
      input: GetAWSDefaultServiceQuotaRequest,
      call: Call,
    ): GetAWSDefaultServiceQuotaResponse => {
      requireService(input.ServiceCode);
      return { Quota: describe(usual, call)(existing(input.QuotaCode)) };
    },
  };

  function existing(code = ''): Quota {
    const quota = quotas.find(code);
    if (quota === undefined) throw notFound();
    return quota;
  }
}

function requireService(code: string | undefined): void {
  if (code !== SERVICE) throw notFound();
}

const notFound = (): ServiceFault =>
  new ServiceFault(
    'NoSuchResourceException',
    'The request failed because the specified service does not exist.',
  );

function pageOfQuotas(
  quotas: readonly Quota[],
  {
    MaxResults: limit = MOST_LISTED,
    NextToken: token,
  }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  describeOne: (quota: Quota) => ServiceQuota,
): { Quotas: ServiceQuota[]; NextToken?: string } {
  const { items, nextToken } = pageOf(inOrder(quotas, { placeOf: ({ code }) => code }), {
    limit,
    token,
    invalidTokenCode: 'InvalidPaginationTokenException',
  });
  return { Quotas: items.map(describeOne), ...(nextToken === undefined ? {} : { NextToken: nextToken }) };
}

const describe =
  (valueOf: (quota: Quota) => number, { account, region }: Call) =>
  (quota: Quota): ServiceQuota => ({
    ServiceCode: SERVICE,
    ServiceName: 'Amazon SageMaker',
    QuotaArn: `arn:aws:servicequotas:${region}:${account}:${SERVICE}/${quota.code}`,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    Value: valueOf(quota),
    Unit: 'None',
    Adjustable: quota.isAdjustable,
    GlobalQuota: false,
  });
