import type { PriceTable, Prices } from './price-table';
import { SHIPPED_TABLES } from './shipped-tables';

/** The region whose prices tell what a search on the local cloud would cost, where its own has no table. */
const MODEL_REGION = 'us-east-1';

interface PriceQuestion {
  readonly target: 'local' | 'aws';
  readonly region: string;
  /** The table that `tuneform prices refresh` wrote for the region. */
  readonly refreshed?: PriceTable | undefined;
}

/**
 * Returns the prices of a region: the newer of the shipped and the refreshed table. The local cloud costs nothing, so there the
 * question is what AWS would charge, and any region answers it; on AWS only the region's own table does.
 */
export function choosePrices({ target, region, refreshed }: PriceQuestion): Prices {
  const own = newest(region, refreshed);
  if (own !== undefined) return { region, table: own };
  const model = target === 'local' ? newest(MODEL_REGION, undefined) : undefined;
  return model === undefined ? { region } : { region: MODEL_REGION, table: model };
}

/** Whether a refreshed table of the region is older than the shipped one, so that it is not used. */
export function isOutdated(refreshed: PriceTable): boolean {
  return newest(refreshed.region, refreshed) !== refreshed;
}

function newest(region: string, refreshed: PriceTable | undefined): PriceTable | undefined {
  const shipped = SHIPPED_TABLES.find((table) => table.region === region);
  if (refreshed === undefined || shipped === undefined) return refreshed ?? shipped;
  return refreshed.asOf >= shipped.asOf ? refreshed : shipped;
}
