import { readFileSync } from 'node:fs';
import { choosePrices, isOutdated, parsePriceTable } from '../../tuning';
import type { Prices, PriceTable } from '../../tuning';
import { priceFile } from './price-folder';
import type { PriceSurroundings } from './price-folder';

/**
 * Returns the list prices that apply to a target: the newer of this version's table and the one that `tuneform prices refresh`
 * wrote. Throws PRICE_TABLE_DAMAGED if the latter cannot be read.
 */
export function pricesInForce(
  { target, region }: { readonly target: 'local' | 'aws'; readonly region: string },
  surroundings: PriceSurroundings,
): Prices {
  return choosePrices({ target, region, refreshed: refreshedTable(region, surroundings) });
}

/** Returns the file of a refreshed table that is not used because this version's is newer; `undefined` if there is none. */
export function outdatedPriceFile(region: string, surroundings: PriceSurroundings): string | undefined {
  const refreshed = refreshedTable(region, surroundings);
  return refreshed !== undefined && isOutdated(refreshed) ? priceFile(region, surroundings) : undefined;
}

function refreshedTable(region: string, surroundings: PriceSurroundings): PriceTable | undefined {
  // A region comes from outside, and its name becomes a path.
  if (!/^[a-z0-9-]+$/.test(region)) return undefined;
  const file = priceFile(region, surroundings);
  const text = readIfThere(file);
  return text === undefined ? undefined : parsePriceTable(text, { region, file });
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
