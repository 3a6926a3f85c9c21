import { boundOf, ratesIn } from './cost-bound';
import type { CostQuestion } from './cost-bound';
import type { Prices } from './prices/price-table';

/** Longest cap on a whole search that SageMaker accepts, seconds. */
const LONGEST_CAP_IN_SECONDS = 15_768_000;

/**
 * Returns the highest cap on the whole search, seconds, under which it costs at most `usd`; `undefined` if a price is unknown.
 * It may be less than the service accepts.
 */
export function longestSearch(question: CostQuestion, prices: Prices, usd: number): number | undefined {
  const rates = ratesIn(question, prices);
  if (rates.some(({ usdPerHour }) => usdPerHour === undefined)) return undefined;
  const costs = (wholeSearch: number): number =>
    boundOf({ question, rates, wholeSearch }, ({ usdPerHour }) => usdPerHour ?? 0) / 3600;
  // The bound rises with the cap, so halving finds the highest; whole seconds, as the service takes them.
  let [fits, exceeds] = [0, LONGEST_CAP_IN_SECONDS + 1];
  while (exceeds - fits > 1) {
    const middle = Math.floor((fits + exceeds) / 2);
    if (costs(middle) <= usd) fits = middle;
    else exceeds = middle;
  }
  return fits;
}
