import { definitionsOf } from './experiment/definitions';
import { machinesOf } from './experiment/machines';
import type { DeclaredMachines, Machine } from './experiment/machines';
import type { ExperimentSpec } from './experiment/spec';
import { gridSizeOf } from './grid-size';
import type { GridRanges } from './grid-size';
import { pricePerHour, storagePerHour } from './prices/price-table';
import type { Prices } from './prices/price-table';
import { MOST_TRAINING_JOBS, MOST_TRAINING_JOBS_OF_ANY } from './service-limits';

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
  /** If given, the service chooses the limits that are left out. */
  readonly autotune?: object | undefined;
  readonly training_job_definitions?:
    readonly (DefinitionCost & { readonly hyper_parameter_ranges?: GridRanges | undefined })[] | undefined;
}

/** Seconds that SageMaker gives a container to save its work after the stop signal. They are billed. */
export const STOP_GRACE_IN_SECONDS = 120;

/** SageMaker's default cap on one training job, seconds. */
const DEFAULT_MAX_RUNTIME_IN_SECONDS = 86_400;

/** Maximum number of training jobs; infinite if nothing limits it. */
export const trainingJobsOf = (question: CostQuestion): number =>
  Math.min(
    question.resource_limits.max_number_of_training_jobs ?? serviceLimitOf(question) ?? Infinity,
    gridSize(question),
  );

/**
 * Returns the limit of the service for a search that has none of its own, with every raise of the quota granted; `undefined` where
 * Autotune may choose it (https://docs.aws.amazon.com/sagemaker/latest/dg/automatic-model-tuning-limits.html).
 */
export function serviceLimitOf({
  strategy,
  autotune,
  resource_limits: limits,
}: CostQuestion): number | undefined {
  const isLimited = limits.max_number_of_training_jobs !== undefined;
  if (isLimited || (autotune ?? undefined) !== undefined) return undefined;
  return strategy !== undefined && strategy in MOST_TRAINING_JOBS
    ? MOST_TRAINING_JOBS[strategy as keyof typeof MOST_TRAINING_JOBS]
    : MOST_TRAINING_JOBS_OF_ANY;
}

/** Returns the maximum of what `perSecond` counts, over all training jobs: instance seconds, or dollars × 3,600. */
export function boundOf(
  search: { readonly question: CostQuestion; readonly rates: readonly Rate[]; readonly wholeSearch: number },
  perSecond: (rate: Rate) => number,
): number {
  const { question, rates, wholeSearch } = search;
  const total = trainingJobsOf(question);
  const parallel = Math.min(question.resource_limits.max_parallel_training_jobs, total);
  // Any training job may have the dearest definition, and the longest: each bound takes the worst of its own.
  const most = (seconds: (rate: Rate) => number): number =>
    Math.max(...rates.map((rate) => perSecond(rate) * seconds(rate)));
  const eachJob = total * most(({ oneJob, kept }) => oneJob + STOP_GRACE_IN_SECONDS + kept);
  const running = parallel * most(() => wholeSearch + STOP_GRACE_IN_SECONDS);
  const idleAfterEach = total * most(({ kept }) => kept);
  const keeping = rates.filter(({ kept }) => kept > 0);
  if (keeping.length === 0) return Math.min(eachJob, running);
  if (!Number.isFinite(wholeSearch)) return eachJob;
  // A kept machine serves only training jobs of its own kind: while one kind trains, as many of each other kind may idle.
  const pools = keeping.reduce(
    (sum, rate) => sum + parallel * perSecond(rate) * (wholeSearch + STOP_GRACE_IN_SECONDS + rate.kept),
    rates.length > keeping.length ? running : 0,
  );
  return Math.min(eachJob, pools, Number.isFinite(idleAfterEach) ? running + idleAfterEach : Infinity);
}

/** What a training job of one definition costs on one of its alternative machines. */
export interface Rate {
  readonly instances: number;
  /** Of all instances and their volumes together; undefined where one has no known price. */
  readonly usdPerHour: number | undefined;
  /** Of the dearest instance. */
  readonly price: number | undefined;
  /** Cap on one training job, seconds. */
  readonly oneJob: number;
  /** How long machines are kept alive, and billed, after a training job, seconds. */
  readonly kept: number;
}

export const ratesIn = (question: CostQuestion, prices: Prices): readonly Rate[] =>
  definitionsIn(question).flatMap((definition) => ratesOf(definition, prices));

function ratesOf(definition: DefinitionCost, prices: Prices): readonly Rate[] {
  const { resource_config: config, stopping_condition: condition } = definition;
  const times = {
    oneJob: condition?.max_runtime_in_seconds ?? DEFAULT_MAX_RUNTIME_IN_SECONDS,
    kept: config?.keep_alive_period_in_seconds ?? 0,
  };
  const alternatives = machinesOf(definition);
  // Unknown machines cost an unknown amount.
  if (alternatives.length === 0) return [{ instances: 1, usdPerHour: undefined, price: undefined, ...times }];
  return alternatives.map((machines) => {
    const each = machines.map(({ type }) => pricePerHour(prices, type, 'training'));
    return {
      instances: machines.reduce((sum, { count }) => sum + count, 0),
      usdPerHour: usdPerHour(machines, prices),
      price: each.includes(undefined) ? undefined : Math.max(...each.map((price = 0) => price)),
      ...times,
    };
  });
}

/**
 * Returns the list price of machines that train together, with their volumes where that price is known, US dollars an hour;
 * `undefined` if one has no known price.
 */
export function usdPerHour(machines: readonly Machine[], prices: Prices): number | undefined {
  const perGigabyte = storagePerHour(prices, 'training') ?? 0;
  return machines.reduce<number | undefined>((sum, { type, count, volumeGb }) => {
    const price = pricePerHour(prices, type, 'training');
    return sum === undefined || price === undefined
      ? undefined
      : sum + count * (price + volumeGb * perGigabyte);
  }, 0);
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
