import type { CostQuestion } from './cost-bound';
import { costCeiling } from './cost-ceiling';
import { definitionsOf } from './experiment/definitions';
import { describeMachines, machinesOf } from './experiment/machines';
import type { ExperimentSpec } from './experiment/spec';
import { formatCostCeiling } from './explain-cost-ceiling';
import { formatUsd, groupThousands } from './money';
import type { Prices } from './prices/price-table';

/**
 * Returns what applying launches and its maximum cost, in one short sentence for a reviewer: `Applying launches 1
 * tuning job: up to 40 training jobs on ml.g5.xlarge, 4 at a time, at most $58.20.`
 */
export function launchSentence(question: CostQuestion, prices: Prices): string {
  const { resource_limits: limits } = question;
  const ceiling = costCeiling(question, prices);
  const total = ceiling.trainingJobs === 'UNBOUNDED' ? undefined : ceiling.trainingJobs;
  const jobs =
    total === undefined
      ? 'any number of training jobs'
      : `up to ${groupThousands(total)} training ${total === 1 ? 'job' : 'jobs'}`;
  const machines = machinesText(question);
  const parallel = `${groupThousands(Math.min(limits.max_parallel_training_jobs, total ?? Infinity))} at a time`;
  const money = moneyClause(ceiling.usd, formatCostCeiling(ceiling));
  return `Applying launches 1 tuning job: ${jobs} on ${machines}, ${parallel}, ${money}.`;
}

/**
 * Returns a launch and its maximum cost as the title of a message: `Launch of churn: up to 40 jobs, at most $58.20`, which is true
 * before and after it, because Terraform plans again during an apply and shows the title once more. The name and the
 * amount are in it because Terraform folds messages of one title.
 */
export function launchTitle(
  name: string,
  question: CostQuestion,
  prices: Prices,
  parents: readonly string[] = [],
): string {
  const { trainingJobs, usd } = costCeiling(question, prices);
  const jobs =
    trainingJobs === 'UNBOUNDED'
      ? 'any number of jobs'
      : `up to ${groupThousands(trainingJobs)} ${trainingJobs === 1 ? 'job' : 'jobs'}`;
  return `${parents.length === 0 ? 'Launch' : 'Extension'} of ${name}: ${jobs}, ${AMOUNTS[String(usd)] ?? `at most ${formatUsd(Number(usd))}`}`;
}

/** Whether a message of this title announces a launch of the experiment. */
export const isLaunchTitle = (title: string, name: string): boolean =>
  ['Launch', 'Extension'].some((kind) => title.startsWith(`${kind} of ${name}: `));

const AMOUNTS: Readonly<Record<string, string | undefined>> = {
  UNBOUNDED: 'UNBOUNDED cost',
  UNKNOWN_PRICE: 'unknown price',
};

function machinesText(question: CostQuestion): string {
  const alternatives = definitionsOf(question as ExperimentSpec).flatMap(machinesOf);
  const isEach = alternatives.some((machines) => machines.some(({ count }) => count > 1));
  return `${describeMachines(alternatives)}${isEach ? ' each' : ''}`;
}

function moneyClause(usd: ReturnType<typeof costCeiling>['usd'], text: string): string {
  if (usd === 'UNBOUNDED') return 'and its cost is UNBOUNDED';
  if (usd === 'UNKNOWN_PRICE') return 'at a price this version does not know';
  return `at most ${text}`;
}
