import { pricePerHour } from './prices/price-table';
import type { Prices } from './prices/price-table';

/**
 * Returns the cost of one finished training job in instance time at list price, US dollars; `undefined` if a price, the machines
 * or the billable time are unknown. `billableSeconds` is SageMaker's BillableTimeInSeconds, for one instance.
 */
export function trainingJobCost(
  job: {
    readonly billableSeconds: number | undefined;
    /** Those that it ran on together. */
    readonly machines: readonly { readonly type: string; readonly count: number }[];
  },
  prices: Prices,
): number | undefined {
  const { billableSeconds, machines } = job;
  if (billableSeconds === undefined || machines.length === 0) return undefined;
  return machines.reduce<number | undefined>((sum, { type, count }) => {
    const price = pricePerHour(prices, type, 'training');
    return sum === undefined || price === undefined
      ? undefined
      : sum + (billableSeconds / 3600) * count * price;
  }, 0);
}
