import { unknown } from '../../plugin';
import { costCeiling, describeCostCeiling } from '../../tuning';
import type { Prices } from '../../tuning';
import { computedAttributes } from './computed-attributes';
import type { CostBound } from './plan-warnings';
import type { ExperimentPlan, ExperimentState } from './types';

/** The attributes that the provider fills in. */
export type Computed = Pick<ExperimentPlan, keyof typeof computedAttributes>;

/** Attributes that are known only after the tuning job is launched or described. */
export const outcomeUnknown = {
  status: unknown,
  tuning_job_arn: unknown,
  training_job_status_counters: unknown,
  tuning_job_statuses: unknown,
} as const;

/** Nothing is known before other objects are applied. */
export const everythingUnknown = Object.fromEntries(
  Object.keys(computedAttributes).map((name) => [name, unknown]),
) as { readonly [K in keyof typeof computedAttributes]: typeof unknown };

/** An id is drawn when it is applied, because a plan uses no chance. */
export const idOf = (prior: ExperimentState | null) => ({
  object_id: prior === null ? unknown : prior.object_id,
});

/** What a search has cost is read by a refresh after its end, so that every plan and apply keeps what is known. */
export const costOf = (prior: ExperimentState | null) => ({ cost: prior === null ? null : prior.cost });

/** The price of a search, as a plan shows it. */
export const ceilingOf = (bound: CostBound, prices: Prices) => ({
  cost_ceiling: describeCostCeiling(costCeiling(bound, prices)),
});

/** Everything stays as it was. */
export function keep(prior: ExperimentState): Computed {
  return Object.fromEntries(
    Object.keys(computedAttributes).map((name) => [name, prior[name as keyof ExperimentState]]),
  ) as Computed;
}
