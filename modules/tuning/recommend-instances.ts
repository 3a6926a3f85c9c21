import table from './instance-types/measured-machines.json';
import { pricePerHour } from './prices/price-table';
import type { Prices } from './prices/price-table';

/** A machine for one training job of a data set of the declared size. */
export interface Recommendation {
  readonly compute: 'CPU' | 'GPU';
  readonly instanceType: string;
  readonly vcpus: number;
  readonly memoryGb: number;
  readonly gpus: number;
  readonly gpuMemoryGb: number;
  /** List price of an hour of training, US dollars. */
  readonly usdPerHour: number | undefined;
  /** How long one training job took on the largest data set that was measured. */
  readonly measuredHours: number | undefined;
  /** What that costs at the list price. */
  readonly measuredUsd: number | undefined;
  /** Why this machine. */
  readonly because: string;
}

/** Where the rules and the measurements come from. */
export const RECOMMENDATION_SOURCE: string = table.source;

/** Bytes of one value: the measured data sets consist of 32-bit floating-point numbers. */
const BYTES_PER_VALUE = 4;

const GIGABYTE = 1_000_000_000;

/** Returns the size of a table of numbers in memory, gigabytes. */
export const gigabytesOf = (rows: number, columns: number): number =>
  (rows * columns * BYTES_PER_VALUE) / GIGABYTE;

/**
 * Returns the smallest machine of each kind on which data of that size was trained, side by side, cheapest first as far as prices are
 * known. Data larger than any that was measured gets the largest machine, and `because` says so. Rows times columns decide, as they did
 * in the measurements: cross-validation and a distributed frame need many times the size of the data.
 */
export function recommendInstances(gigabytes: number, prices: Prices): readonly Recommendation[] {
  const values = (gigabytes * GIGABYTE) / BYTES_PER_VALUE;
  const found = (['CPU', 'GPU'] as const).flatMap((compute) => {
    const own = table.machines.filter((machine) => machine.compute === compute);
    const fitting = own.find(({ upToValues }) => values <= upToValues) ?? own.at(-1);
    return fitting === undefined ? [] : [recommendation(compute, fitting, { values, prices })];
  });
  return found.sort((a, b) => (a.usdPerHour ?? Infinity) - (b.usdPerHour ?? Infinity));
}

type Measured = (typeof table.machines)[number];

function recommendation(
  compute: 'CPU' | 'GPU',
  machine: Measured,
  { values, prices }: { readonly values: number; readonly prices: Prices },
): Recommendation {
  const { instanceType, vcpus, memoryGb, gpus, gpuMemoryGb, upToValues, measuredHours } = machine;
  const usdPerHour = pricePerHour(prices, instanceType, 'training');
  const most = (upToValues * BYTES_PER_VALUE) / GIGABYTE;
  return {
    compute,
    instanceType,
    vcpus,
    memoryGb,
    gpus,
    gpuMemoryGb,
    usdPerHour,
    measuredHours,
    measuredUsd:
      usdPerHour === undefined || measuredHours === undefined
        ? undefined
        : Math.round(usdPerHour * measuredHours * 10_000) / 10_000,
    because:
      values <= upToValues
        ? `up to ${String(most)} GB of numbers were trained on it`
        : `the largest that was measured, with ${String(most)} GB; whether more fits is not known`,
  };
}
