import { usdOf } from './cost-ceiling';
import type { CostCeiling } from './cost-ceiling';
import { formatUsd, groupThousands } from './money';

/** Returns the ceiling as a plan shows it: `$56.32`, `UNBOUNDED` or `unknown price`. */
export function formatCostCeiling(ceiling: CostCeiling): string {
  if (ceiling.usd === 'UNKNOWN_PRICE') return 'unknown price';
  return ceiling.usd === 'UNBOUNDED' ? 'UNBOUNDED' : formatUsd(ceiling.usd);
}

/** Returns the ceiling and what it is made of, on one line of a plan: `$56.32: 40.00 instance hours at $1.408 (us-east-1, 2025-12-01)`. */
export function describeCostCeiling(ceiling: CostCeiling): string {
  const { hours, pricePerHour, prices, usd } = ceiling;
  const text = formatCostCeiling(ceiling);
  if (typeof usd !== 'number' || hours === 'UNBOUNDED' || prices.table === undefined) return text;
  const rate = `${isWhole(ceiling, usd) ? '' : 'at most '}$${String(pricePerHour)}`;
  return `${text}: ${hoursText(hours)} instance hours at ${rate} (${prices.table.region}, ${prices.table.asOf})`;
}

/** Returns an explanation of the ceiling in one to three sentences, for the detail of a plan-time message. */
export function explainCostCeiling(ceiling: CostCeiling): string {
  const { serviceLimit: limit } = ceiling;
  if (limit === undefined) return explainHours(ceiling);
  return (
    `${explainHours(ceiling)} The search has no limit of its own, so this is SageMaker’s, ${groupThousands(limit)} training jobs: set ` +
    'resource_limits.max_number_of_training_jobs or resource_limits.max_runtime_in_seconds.'
  );
}

function explainHours(ceiling: CostCeiling): string {
  if (ceiling.hours === 'UNBOUNDED') {
    return (
      'This search has no upper bound. Set resource_limits.max_number_of_training_jobs or ' +
      'resource_limits.max_runtime_in_seconds.'
    );
  }
  const hours = hoursText(ceiling.hours);
  const { table } = ceiling.prices;
  if (ceiling.pricePerHour === undefined || table === undefined) {
    return `At most ${hours} instance hours. ${whyUnknown(ceiling)}`;
  }
  const usd = typeof ceiling.usd === 'number' ? ceiling.usd : Infinity;
  const missing = ceiling.includesStorage
    ? 'volumes are included, data transfer is'
    : 'storage and data transfer are';
  return (
    `At most ${hours} instance hours at ${isWhole(ceiling, usd) ? '' : 'at most '}$${String(ceiling.pricePerHour)} an hour ` +
    `(${table.region} on-demand list prices of ${table.asOf}; ${missing} not included).`
  );
}

const hoursText = (hours: number): string => groupThousands((Math.ceil(hours * 100) / 100).toFixed(2));

/** Whether hours and hourly price alone make the amount. */
const isWhole = ({ includesStorage, hours, pricePerHour }: CostCeiling, usd: number): boolean =>
  !includesStorage && usdOf(Number(hours) * (pricePerHour ?? Infinity)) === usd;

/** Returns why the price of a search is not known, and what to do, in two sentences. */
export function whyUnknown({ prices: { region, table } }: Pick<CostCeiling, 'prices'>): string {
  const why =
    table === undefined
      ? `There is no price table for region ${region}`
      : `The price table for region ${region} of ${table.asOf} does not list this instance type`;
  return `${why}, so the cost is not known. To get current prices: npx tuneform prices refresh --region ${region}`;
}
