import { boundOf, ratesIn, serviceLimitOf, trainingJobsOf } from './cost-bound';
import type { CostQuestion } from './cost-bound';
import { storagePerHour } from './prices/price-table';
import type { Prices } from './prices/price-table';

export interface CostCeiling {
  /**
   * Maximum cost of the search in instance time and volumes at list price, US dollars, rounded up to the cent. `UNBOUNDED`:
   * nothing limits the number of training jobs. `UNKNOWN_PRICE`: hours are bounded, the price is unknown.
   */
  readonly usd: number | 'UNBOUNDED' | 'UNKNOWN_PRICE';
  /** Maximum number of training jobs, or `UNBOUNDED`. */
  readonly trainingJobs: number | 'UNBOUNDED';
  /** Maximum instance hours over all training jobs and instances, or `UNBOUNDED`. */
  readonly hours: number | 'UNBOUNDED';
  /** US dollars for one instance for one hour, the dearest; `undefined` when the price table lacks a type. */
  readonly pricePerHour: number | undefined;
  /** Whether the price of volumes is known, and therefore included. */
  readonly includesStorage: boolean;
  /** The limit of the service on training jobs, where the search has none of its own and the ceiling depends on it. */
  readonly serviceLimit?: number;
  /** The prices it was calculated with. */
  readonly prices: Prices;
}

/**
 * Returns the maximum cost of one tuning job: training jobs × (cap on one + stop grace) × instances × list price. If
 * the tuning job's own cap is tighter: parallel training jobs × (that cap + stop grace) × instances × list price.
 * Machines that are kept alive are billed for that additional time after each training job. Retries run inside the
 * cap on one training job, so they add nothing; so does waiting for spot instances, which are taken at on-demand price.
 * Of several definitions or alternative machines the dearest counts for every training job. A grid has as many training
 * jobs as it has combinations, and a search without a limit as many as the service allows. Volumes are included where their price is known, data transfer is not.
 */
export function costCeiling(question: CostQuestion, prices: Prices): CostCeiling {
  const total = trainingJobsOf(question);
  const wholeSearch = question.resource_limits.max_runtime_in_seconds ?? Infinity;
  const limit = wholeSearch === Infinity ? serviceLimitOf(question) : undefined;
  const rates = ratesIn(question, prices);
  const hours = boundOf({ question, rates, wholeSearch }, ({ instances }) => instances) / 3600;
  const known = rates.map(({ price }) => price);
  const dearest = known.includes(undefined) ? undefined : Math.max(...known.map((price) => price ?? 0));
  const usd = boundOf({ question, rates, wholeSearch }, ({ usdPerHour }) => usdPerHour ?? Infinity) / 3600;
  return {
    usd: Number.isFinite(hours) ? usdOf(usd) : 'UNBOUNDED',
    trainingJobs: Number.isFinite(total) ? total : 'UNBOUNDED',
    hours: Number.isFinite(hours) ? hours : 'UNBOUNDED',
    pricePerHour: dearest,
    includesStorage: storagePerHour(prices, 'training') !== undefined,
    ...(limit !== undefined && limit === total && { serviceLimit: limit }),
    prices,
  };
}

/** Rounds dollars up to the cent. */
export function usdOf(usd: number): CostCeiling['usd'] {
  if (!Number.isFinite(usd)) return 'UNKNOWN_PRICE';
  // A bound must not round down; the small term absorbs binary noise such as 56.320000000000004.
  return Math.ceil(usd * 100 - 1e-6) / 100;
}
