import type { InstanceUse } from './instance-types';
import table from './prices/us-east-1.json';

/** Where and when the shipped list prices hold. */
export const priceTable: { readonly region: string; readonly asOf: string } = {
  region: table.region,
  asOf: table.asOf,
};

/**
 * On-demand list price of one instance for one hour, US dollars, in the region and at the date of
 * {@link priceTable}; `undefined` when the table does not know the type, which is not the same as free.
 */
export function pricePerHour(instanceType: string, use: InstanceUse): number | undefined {
  const prices: Readonly<Record<string, number>> = table[use];
  return Object.hasOwn(prices, instanceType) ? prices[instanceType] : undefined;
}
