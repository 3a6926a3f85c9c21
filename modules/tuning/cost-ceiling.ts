import { definitionsOf } from './experiment/definitions';
import { machinesOf } from './experiment/machines';
import type { DeclaredMachines } from './experiment/machines';
import type { ExperimentSpec } from './experiment/spec';
import { gridSizeOf } from './grid-size';
import type { GridRanges } from './grid-size';
import { formatUsd, groupThousands } from './money';
import { priceTable, pricePerHour } from './price';

/** Machines and caps of one training definition, as far as they bound its cost. */
interface DefinitionCost extends DeclaredMachines {
  readonly resource_config?:
    | (DeclaredMachines['resource_config'] & { readonly keep_alive_period_in_seconds?: number | undefined })
    | undefined;
  /** Cap on one training job, seconds; absent means the service's default of one day. */
  readonly stopping_condition?: { readonly max_runtime_in_seconds?: number | undefined } | undefined;
}

/** The inputs of the bound. An {@link ExperimentSpec} is one; absent limits are not set. */
export interface CostQuestion extends DefinitionCost {
  readonly strategy?: string | undefined;
  readonly resource_limits: {
    readonly max_number_of_training_jobs?: number | undefined;
    readonly max_parallel_training_jobs: number;
    readonly max_runtime_in_seconds?: number | undefined;
  };
  readonly parameter_ranges?: GridRanges | undefined;
  readonly training_job_definitions?:
    readonly (DefinitionCost & { readonly hyper_parameter_ranges?: GridRanges | undefined })[] | undefined;
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
  /** US dollars for one instance for one hour, the dearest; `undefined` when the price table lacks a type. */
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
 * cap on one training job, so they add nothing; so does waiting for spot instances, which are taken at on-demand price.
 * Of several definitions or alternative machines the dearest counts for every training job. A grid has as many training
 * jobs as it has combinations. Storage and data transfer are not included.
 */
export function costCeiling(question: CostQuestion): CostCeiling {
  const { resource_limits: limits } = question;
  const total = Math.min(limits.max_number_of_training_jobs ?? Infinity, gridSize(question));
  const parallel = Math.min(limits.max_parallel_training_jobs, total);
  const wholeSearch = limits.max_runtime_in_seconds ?? Infinity;
  // Any training job may have the dearest definition, and the longest: each bound takes the worst of its own.
  const rates = definitionsIn(question).flatMap((definition) => ratesOf(definition));
  const bound = (perSecond: (rate: Rate) => number): number =>
    Math.min(
      total * Math.max(...rates.map((rate) => perSecond(rate) * (rate.oneJob + rate.afterwards))),
      parallel * Math.max(...rates.map((rate) => perSecond(rate) * (wholeSearch + rate.afterwards))),
    );
  const hours = bound(({ instances }) => instances) / 3600;
  const prices = rates.map(({ price }) => price);
  const dearest = prices.includes(undefined) ? undefined : Math.max(...prices.map((price) => price ?? 0));
  const usd = bound(({ usdPerHour }) => usdPerHour ?? Infinity) / 3600;
  return {
    usd: Number.isFinite(hours) ? usdOf(usd) : 'UNBOUNDED',
    trainingJobs: Number.isFinite(total) ? total : 'UNBOUNDED',
    hours: Number.isFinite(hours) ? hours : 'UNBOUNDED',
    pricePerHour: dearest,
    priceTableDate: priceTable.asOf,
  };
}

/** What a training job of one definition costs on one of its alternative machines. */
interface Rate {
  readonly instances: number;
  /** Of all instances together; undefined where one has no known price. */
  readonly usdPerHour: number | undefined;
  /** Of the dearest instance. */
  readonly price: number | undefined;
  /** Cap on one training job, seconds. */
  readonly oneJob: number;
  /** Billed after a training job or the search has been told to end, seconds. */
  readonly afterwards: number;
}

function ratesOf(definition: DefinitionCost): readonly Rate[] {
  const { resource_config: config, stopping_condition: condition } = definition;
  const times = {
    oneJob: condition?.max_runtime_in_seconds ?? DEFAULT_MAX_RUNTIME_IN_SECONDS,
    afterwards: STOP_GRACE_IN_SECONDS + (config?.keep_alive_period_in_seconds ?? 0),
  };
  const alternatives = machinesOf(definition);
  // What nothing is known of costs an unknown amount.
  if (alternatives.length === 0) return [{ instances: 1, usdPerHour: undefined, price: undefined, ...times }];
  return alternatives.map((machines) => {
    const priced = machines.map(({ type, count }) => ({ count, price: pricePerHour(type, 'training') }));
    const isKnown = priced.every(({ price }) => price !== undefined);
    return {
      instances: machines.reduce((sum, { count }) => sum + count, 0),
      usdPerHour: isKnown ? priced.reduce((sum, { count, price = 0 }) => sum + count * price, 0) : undefined,
      price: isKnown ? Math.max(...priced.map(({ price = 0 }) => price)) : undefined,
      ...times,
    };
  });
}

const definitionsIn = (
  question: CostQuestion,
): readonly (DefinitionCost & { hyper_parameter_ranges?: GridRanges | undefined })[] =>
  definitionsOf(question as ExperimentSpec);

/** Training jobs of a grid, all definitions together; unlimited for any other strategy. */
function gridSize(question: CostQuestion): number {
  if (question.strategy !== 'Grid') return Infinity;
  return definitionsIn(question).reduce(
    (sum, { hyper_parameter_ranges: ranges }) => sum + gridSizeOf(ranges),
    0,
  );
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
  const usd = typeof ceiling.usd === 'number' ? ceiling.usd : Infinity;
  const atMost = usdOf(ceiling.hours * ceiling.pricePerHour) === usd ? '' : 'at most ';
  return `At most ${hours} instance hours at ${atMost}$${String(ceiling.pricePerHour)} an hour (${basis}).`;
}

function usdOf(usd: number): CostCeiling['usd'] {
  if (!Number.isFinite(usd)) return 'UNKNOWN_PRICE';
  // A bound must not round down; the small term absorbs binary noise such as 56.320000000000004.
  return Math.ceil(usd * 100 - 1e-6) / 100;
}
