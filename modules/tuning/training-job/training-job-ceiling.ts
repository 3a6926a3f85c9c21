import { costCeiling } from '../cost-ceiling';
import type { CostCeiling } from '../cost-ceiling';
import { describeMachines, machinesOf } from '../experiment/machines';
import { formatCostCeiling } from '../explain-cost-ceiling';
import type { Prices } from '../prices/price-table';
import type { TrainingJobSpec } from './spec';

/** The attributes of a training job that bound its cost. */
export type TrainingJobBounds = Pick<TrainingJobSpec, 'resource_config' | 'stopping_condition'>;

/** Returns the maximum cost of one training job: that of a search with one. */
export function trainingJobCeiling(
  { resource_config, stopping_condition }: TrainingJobBounds,
  prices: Prices,
): CostCeiling {
  const limits = { max_number_of_training_jobs: 1, max_parallel_training_jobs: 1 };
  return costCeiling({ resource_limits: limits, resource_config, stopping_condition }, prices);
}

/** Returns what applying launches, for a reviewer: `1 training job on ml.m5.xlarge, at most $0.24`. */
export function trainingJobLaunch(bounds: TrainingJobBounds, prices: Prices): string {
  const ceiling = trainingJobCeiling(bounds, prices);
  const money =
    ceiling.usd === 'UNKNOWN_PRICE'
      ? 'at a price this version does not know'
      : `at most ${formatCostCeiling(ceiling)}`;
  return `1 training job on ${describeMachines(machinesOf(bounds))}, ${money}`;
}
