import type { InstanceUse } from '../instance-types';

/** On-demand list prices of one region, US dollars. What is missing has no known price, which does not mean that it is free. */
export interface PriceTable {
  readonly region: string;
  readonly currency: 'USD';
  /** Date of the oldest of its prices, ISO 8601. */
  readonly asOf: string;
  /** Where the prices were read. */
  readonly source: string;
  /** Of one instance for one hour, by instance type. */
  readonly training: Readonly<Record<string, number>>;
  readonly hosting: Readonly<Record<string, number>>;
  /** Of one gigabyte of a volume for one month. */
  readonly storage?: Readonly<Partial<Record<InstanceUse, number>>>;
}

/** The list prices that apply to a search: a region and its table. */
export interface Prices {
  readonly region: string;
  /** Absent if no table of the region is known. */
  readonly table?: PriceTable;
}

/**
 * AWS divides the price of a month by the hours of that month. The shortest has the dearest hours, and a bound must not be
 * exceeded in any.
 */
const HOURS_OF_SHORTEST_MONTH = 28 * 24;

/** Returns the price of one instance for one hour; `undefined` if it is not known. */
export function pricePerHour({ table }: Prices, instanceType: string, use: InstanceUse): number | undefined {
  const prices = table?.[use] ?? {};
  return Object.hasOwn(prices, instanceType) ? prices[instanceType] : undefined;
}

/** Returns the highest price of one gigabyte of a volume for one hour; `undefined` if it is not known. */
export function storagePerHour({ table }: Prices, use: InstanceUse): number | undefined {
  const perMonth = table?.storage?.[use];
  return perMonth === undefined ? undefined : perMonth / HOURS_OF_SHORTEST_MONTH;
}
