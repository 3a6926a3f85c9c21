import { errorAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown } from '../../plugin';
import {
  adjustSpec,
  costCeiling,
  explainCostCeiling,
  formatUsd,
  longestSearch,
  whyUnknown,
} from '../../tuning';
import type { ExperimentSpec, LaunchAdjustments, Prices } from '../../tuning';
import type { CostBound } from './plan-warnings';
import type { ExperimentPlan } from './types';

/** What a launch may cost. */
export interface Budget {
  readonly usd: number;
  /** What to do if the search may cost more: launch nothing, or let the service stop it in time. */
  readonly action: 'reject' | 'stop';
}

/** The shortest cap on a whole search that SageMaker accepts, seconds. */
const SHORTEST_CAP_IN_SECONDS = 120;

/** Returns the budget of an experiment; `undefined` if it has none or it is not known yet. */
export function budgetOf({
  budget_usd: usd,
  budget_action: action,
}: Pick<ExperimentPlan, 'budget_usd' | 'budget_action'>): Budget | undefined {
  if (typeof usd !== 'number' || isUnknown(action)) return undefined;
  return { usd, action: action === 'stop' ? 'stop' : 'reject' };
}

/**
 * Returns whether a budget may cap a search of which it, or what it is for, is not known yet. Then neither is the ceiling, because
 * Terraform accepts no other value later.
 */
export function mayBeCapped(
  planned: Pick<ExperimentPlan, 'budget_usd' | 'budget_action'>,
  asked: CostBound,
  prices: Prices,
): boolean {
  if (planned.budget_usd === null || planned.budget_action === 'reject') return false;
  const budget = budgetOf(planned);
  return budget === undefined || !isCovered(asked, budget, prices);
}

/**
 * Returns the adjustments of a launch with a cap on the whole search under which it cannot exceed the budget, so that the
 * service itself stops it and no process of ours has to live. Leaves alone what the budget covers and what no cap helps.
 */
export function cappedByBudget(
  search: { readonly spec: ExperimentSpec; readonly adjustments: LaunchAdjustments },
  budget: Budget | undefined,
  prices: Prices,
): LaunchAdjustments {
  const { spec, adjustments } = search;
  const asked = adjustSpec(spec, adjustments);
  if (budget?.action !== 'stop' || isCovered(asked, budget, prices)) return adjustments;
  const longest = longestSearch(asked, prices, budget.usd);
  if (longest === undefined || longest < SHORTEST_CAP_IN_SECONDS) return adjustments;
  return { ...adjustments, numbers: { ...adjustments.numbers, max_runtime_in_seconds: longest } };
}

/**
 * Returns why a search must not be launched within the budget; nothing if it may.
 *
 * @param asked with its adjustments.
 */
export function budgetProblems(
  asked: CostBound,
  budget: Budget | undefined,
  prices: Prices,
): readonly Diagnostic[] {
  if (budget === undefined || isCovered(asked, budget, prices)) return [];
  const ceiling = costCeiling(asked, prices);
  const limit = formatUsd(budget.usd);
  if (ceiling.usd === 'UNKNOWN_PRICE') {
    const then = 'A budget needs a price. To launch without one, remove budget_usd.';
    return [problem('Budget Cannot Be Checked', `The budget is ${limit}. ${whyUnknown(ceiling)}. ${then}`)];
  }
  if (budget.action === 'stop') {
    const lowest = costCeiling(cappedAt(asked, SHORTEST_CAP_IN_SECONDS), prices).usd;
    const least = typeof lowest === 'number' ? formatUsd(lowest) : 'unknown';
    return [
      problem(
        'Budget Too Low',
        `To stop within ${limit}, the whole search would have to end after less than ${String(SHORTEST_CAP_IN_SECONDS)} seconds, the ` +
          `shortest that SageMaker accepts. The lowest possible budget of this search is ${least}. Raise budget_usd, or lower ` +
          'resource_limits.max_parallel_training_jobs or the instances.',
      ),
    ];
  }
  const most = ceiling.usd === 'UNBOUNDED' ? 'any amount' : `up to ${formatUsd(ceiling.usd)}`;
  const longest = longestSearch(asked, prices, budget.usd) ?? 0;
  const cap =
    longest < SHORTEST_CAP_IN_SECONDS
      ? ''
      : `, set resource_limits.max_runtime_in_seconds to at most ${String(longest)}`;
  return [
    problem(
      'Cost Ceiling Above Budget',
      `The search may cost ${most}, and its budget is ${limit}. ${explainCostCeiling(ceiling)} Lower ` +
        'resource_limits.max_number_of_training_jobs, stopping_condition.max_runtime_in_seconds or the instances' +
        `${cap}, raise budget_usd, or set budget_action = "stop", which has the service stop the search in time and keeps its best ` +
        'training job.',
    ),
  ];
}

const problem = (summary: string, detail: string): Diagnostic => errorAt(['budget_usd'], summary, detail);

/** The ceiling is rounded up to the cent, which a cap that keeps the budget exactly may exceed. */
const CENT = 0.01;

function isCovered(asked: CostBound, { usd: budget }: Budget, prices: Prices): boolean {
  const { usd } = costCeiling(asked, prices);
  return typeof usd === 'number' && usd < budget + CENT;
}

const cappedAt = (asked: CostBound, seconds: number): CostBound => ({
  ...asked,
  resource_limits: { ...asked.resource_limits, max_runtime_in_seconds: seconds },
});
