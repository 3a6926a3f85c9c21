/** The part of the Service Quotas client that this project uses: a file of its own, because only a plan that launches looks. */
export { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
