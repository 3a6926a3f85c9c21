import { formatUsd, groupThousands } from './money';
import { priceTable, pricePerHour } from './price';

/** What the bound depends on. An {@link ExperimentSpec} is one; absent limits are limits nobody set. */
export interface CostQuestion {
  readonly resourceLimits: {
    readonly maxNumberOfTrainingJobs?: number | undefined;
    readonly maxParallelTrainingJobs: number;
    readonly maxRuntimeInSeconds?: number | undefined;
  };
  readonly instanceType: string;
  readonly instanceCount: number;
  /** Cap on one training job, seconds; absent means the service's default of one day. */
  readonly maxRuntimeInSeconds?: number | undefined;
}

export interface CostCeiling {
  /**
   * The most the search can cost in instance time at list price, US dollars, rounded up to the cent.
   * `UNBOUNDED`: nothing limits the number of training jobs. `UNKNOWN_PRICE`: hours are bounded, the price is not known.
   */
  readonly usd: number | 'UNBOUNDED' | 'UNKNOWN_PRICE';
  /** Most training jobs, or `UNBOUNDED`. */
  readonly trainingJobs: number | 'UNBOUNDED';
  /** Most instance hours over all training jobs and instances, or `UNBOUNDED`. */
  readonly hours: number | 'UNBOUNDED';
  /** US dollars for one instance for one hour; `undefined` when the price table lacks the type. */
  readonly pricePerHour: number | undefined;
  /** Date of the price table, ISO 8601. */
  readonly priceTableDate: string;
}

/** SageMaker gives a container this long to save its work after the stop signal; it is billed. Seconds. */
export const STOP_GRACE_IN_SECONDS = 120;

/** SageMaker's default cap on one training job, seconds. */
const DEFAULT_MAX_RUNTIME_IN_SECONDS = 86_400;

/**
 * The most one tuning job can cost: training jobs × (cap on one + stop grace) × instances × list price, or, where
 * the tuning job's own cap is tighter, parallel training jobs × (that cap + stop grace) × instances × list price.
 *
 * Retries run inside the cap on one training job, so they add nothing. Storage and data transfer are not included.
 */
export function costCeiling(question: CostQuestion): CostCeiling {
  const { resourceLimits: limits, instanceType, instanceCount } = question;
  const total = limits.maxNumberOfTrainingJobs ?? Infinity;
  const oneJob = (question.maxRuntimeInSeconds ?? DEFAULT_MAX_RUNTIME_IN_SECONDS) + STOP_GRACE_IN_SECONDS;
  const wholeSearch = (limits.maxRuntimeInSeconds ?? Infinity) + STOP_GRACE_IN_SECONDS;
  const seconds =
    Math.min(total * oneJob, Math.min(limits.maxParallelTrainingJobs, total) * wholeSearch) * instanceCount;
  const hours = seconds / 3600;
  const price = pricePerHour(instanceType, 'training');
  return {
    usd: ceilingInUsd(hours, price),
    trainingJobs: Number.isFinite(total) ? total : 'UNBOUNDED',
    hours: Number.isFinite(hours) ? hours : 'UNBOUNDED',
    pricePerHour: price,
    priceTableDate: priceTable.asOf,
  };
}

/** `$56.32`, `UNBOUNDED` or `unknown price`: what a plan shows. */
export function formatCostCeiling(ceiling: CostCeiling): string {
  if (ceiling.usd === 'UNKNOWN_PRICE') return 'unknown price';
  return ceiling.usd === 'UNBOUNDED' ? 'UNBOUNDED' : formatUsd(ceiling.usd);
}

/** How the ceiling came about, in one or two sentences, for the detail of a plan-time message. */
export function explainCostCeiling(ceiling: CostCeiling): string {
  const basis = `${priceTable.region} on-demand list prices of ${ceiling.priceTableDate}; storage and data transfer are not included`;
  if (ceiling.hours === 'UNBOUNDED') {
    return (
      'Nothing bounds this search: set resource_limits.max_number_of_training_jobs or ' +
      'resource_limits.max_runtime_in_seconds.'
    );
  }
  const hours = groupThousands((Math.ceil(ceiling.hours * 100) / 100).toFixed(2));
  if (ceiling.pricePerHour === undefined) {
    return `At most ${hours} instance hours. The price table of ${ceiling.priceTableDate} does not know this instance type, so the cost is not known.`;
  }
  return `At most ${hours} instance hours at $${String(ceiling.pricePerHour)} an hour (${basis}).`;
}

function ceilingInUsd(hours: number, price: number | undefined): CostCeiling['usd'] {
  if (!Number.isFinite(hours)) return 'UNBOUNDED';
  if (price === undefined) return 'UNKNOWN_PRICE';
  // A bound may not round down; the small term absorbs binary noise such as 56.320000000000004.
  return Math.ceil(hours * price * 100 - 1e-6) / 100;
}
