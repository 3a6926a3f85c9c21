import { pricePerHour } from './prices/price-table';
import type { Prices } from './prices/price-table';

/**
 * Returns the cost of one finished training job in instance time at list price, US dollars; `undefined` if the price
 * or the billable time is unknown. `billableSeconds` is SageMaker's BillableTimeInSeconds, for one instance.
 */
export function trainingJobCost(
  job: {
    readonly billableSeconds: number | undefined;
    readonly instanceType: string;
    readonly instanceCount: number;
  },
  prices: Prices,
): number | undefined {
  const price = pricePerHour(prices, job.instanceType, 'training');
  if (price === undefined || job.billableSeconds === undefined) return undefined;
  return (job.billableSeconds / 3600) * job.instanceCount * price;
}
