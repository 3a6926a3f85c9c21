import type { InstanceUse } from './instance-types';
import table from './prices/us-east-1.json';

/** Region and date of the shipped list prices. */
export const priceTable: { readonly region: string; readonly asOf: string } = {
  region: table.region,
  asOf: table.asOf,
};

/**
 * Returns the on-demand list price of one instance for one hour, US dollars, in the region and at the date of {@link
 * priceTable}; `undefined` if the table does not list the type, which does not mean that it is free.
 */
export function pricePerHour(instanceType: string, use: InstanceUse): number | undefined {
  const prices: Readonly<Record<string, number>> = table[use];
  return Object.hasOwn(prices, instanceType) ? prices[instanceType] : undefined;
}
