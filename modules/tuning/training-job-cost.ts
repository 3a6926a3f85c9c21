import { pricePerHour } from './price';

/**
 * What one finished training job cost in instance time at list price, US dollars; `undefined` when the price or
 * the billable time is not known. `billableSeconds` is SageMaker's BillableTimeInSeconds, for one instance.
 */
export function trainingJobCost(job: {
  readonly billableSeconds: number | undefined;
  readonly instanceType: string;
  readonly instanceCount: number;
}): number | undefined {
  const price = pricePerHour(job.instanceType, 'training');
  if (price === undefined || job.billableSeconds === undefined) return undefined;
  return (job.billableSeconds / 3600) * job.instanceCount * price;
}
