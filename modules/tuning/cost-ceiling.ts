import { definitionsOf } from './experiment/spec';
import { formatUsd, groupThousands } from './money';
import { priceTable, pricePerHour } from './price';

/** The inputs of the bound. An {@link ExperimentSpec} is one; absent limits are not set. */
export interface CostQuestion {
  readonly resource_limits: {
    readonly max_number_of_training_jobs?: number | undefined;
    readonly max_parallel_training_jobs: number;
    readonly max_runtime_in_seconds?: number | undefined;
  };
  readonly resource_config: {
    readonly instance_type: string;
    readonly instance_count: number;
    readonly keep_alive_period_in_seconds?: number | undefined;
  };
  /** Cap on one training job, seconds; absent means the service's default of one day. */
  readonly stopping_condition: { readonly max_runtime_in_seconds?: number | undefined };
}

export interface CostCeiling {
  /**
   * Maximum cost of the search in instance time at list price, US dollars, rounded up to the cent. `UNBOUNDED`:
   * nothing limits the number of training jobs. `UNKNOWN_PRICE`: hours are bounded, the price is unknown.
   */
  readonly usd: number | 'UNBOUNDED' | 'UNKNOWN_PRICE';
  /** Maximum number of training jobs, or `UNBOUNDED`. */
  readonly trainingJobs: number | 'UNBOUNDED';
  /** Maximum instance hours over all training jobs and instances, or `UNBOUNDED`. */
  readonly hours: number | 'UNBOUNDED';
  /** US dollars for one instance for one hour; `undefined` when the price table lacks the type. */
  readonly pricePerHour: number | undefined;
  /** Date of the price table, ISO 8601. */
  readonly priceTableDate: string;
}

/** Seconds that SageMaker gives a container to save its work after the stop signal. They are billed. */
export const STOP_GRACE_IN_SECONDS = 120;

/** SageMaker's default cap on one training job, seconds. */
const DEFAULT_MAX_RUNTIME_IN_SECONDS = 86_400;

/**
 * Returns the maximum cost of one tuning job: training jobs × (cap on one + stop grace) × instances × list price. If
 * the tuning job's own cap is tighter: parallel training jobs × (that cap + stop grace) × instances × list price.
 * Machines that are kept alive are billed for that additional time after each training job. Retries run inside the
 * cap on one training job, so they add nothing. Storage and data transfer are not included.
 */
export function costCeiling(question: CostQuestion): CostCeiling {
  // Any training job may have the most expensive definition.
  const ceilings = definitionsOf(question).map((definition) => ceilingOf(definition));
  return ceilings.reduce((most, one) => (rank(one.usd) > rank(most.usd) ? one : most));
}

const rank = (usd: CostCeiling['usd']): number => (typeof usd === 'number' ? usd : Infinity);

function ceilingOf(question: CostQuestion): CostCeiling {
  const { resource_limits: limits, resource_config: machines, stopping_condition: condition } = question;
  const total = limits.max_number_of_training_jobs ?? Infinity;
  const afterwards = STOP_GRACE_IN_SECONDS + (machines.keep_alive_period_in_seconds ?? 0);
  const oneJob = (condition.max_runtime_in_seconds ?? DEFAULT_MAX_RUNTIME_IN_SECONDS) + afterwards;
  const wholeSearch = (limits.max_runtime_in_seconds ?? Infinity) + afterwards;
  const parallel = Math.min(limits.max_parallel_training_jobs, total);
  const seconds = Math.min(total * oneJob, parallel * wholeSearch) * machines.instance_count;
  const hours = seconds / 3600;
  const price = pricePerHour(machines.instance_type, 'training');
  return {
    usd: ceilingInUsd(hours, price),
    trainingJobs: Number.isFinite(total) ? total : 'UNBOUNDED',
    hours: Number.isFinite(hours) ? hours : 'UNBOUNDED',
    pricePerHour: price,
    priceTableDate: priceTable.asOf,
  };
}

/** Returns the ceiling as a plan shows it: `$56.32`, `UNBOUNDED` or `unknown price`. */
export function formatCostCeiling(ceiling: CostCeiling): string {
  if (ceiling.usd === 'UNKNOWN_PRICE') return 'unknown price';
  return ceiling.usd === 'UNBOUNDED' ? 'UNBOUNDED' : formatUsd(ceiling.usd);
}

/** Returns an explanation of the ceiling in one or two sentences, for the detail of a plan-time message. */
export function explainCostCeiling(ceiling: CostCeiling): string {
  const basis = `${priceTable.region} on-demand list prices of ${ceiling.priceTableDate}; storage and data transfer are not included`;
  if (ceiling.hours === 'UNBOUNDED') {
    return (
      'This search has no upper bound. Set resource_limits.max_number_of_training_jobs or ' +
      'resource_limits.max_runtime_in_seconds.'
    );
  }
  const hours = groupThousands((Math.ceil(ceiling.hours * 100) / 100).toFixed(2));
  if (ceiling.pricePerHour === undefined) {
    return `At most ${hours} instance hours. The price table of ${ceiling.priceTableDate} does not list this instance type, so the cost is not known.`;
  }
  return `At most ${hours} instance hours at $${String(ceiling.pricePerHour)} an hour (${basis}).`;
}

function ceilingInUsd(hours: number, price: number | undefined): CostCeiling['usd'] {
  if (!Number.isFinite(hours)) return 'UNBOUNDED';
  if (price === undefined) return 'UNKNOWN_PRICE';
  // A bound must not round down; the small term absorbs binary noise such as 56.320000000000004.
  return Math.ceil(hours * price * 100 - 1e-6) / 100;
}
