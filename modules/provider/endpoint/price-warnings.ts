import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown } from '../../plugin';
import { formatUsd, pricePerHour } from '../../tuning';
import type { Prices } from '../../tuning';
import type { EndpointPlan, EndpointState } from './types';

/** Hours of an average month, as AWS's pricing pages count them. */
const HOURS_PER_MONTH = 730;

type Fleet = Pick<EndpointPlan | EndpointState, 'production_variant'>;

/** The price of an endpoint's instances: `$0.115 an hour, $83.95 a month`; `undefined` if it is not known. */
function priceOf({ production_variant: variant }: Fleet, prices: Prices): string | undefined {
  if (isUnknown(variant)) return undefined;
  const { instance_type: type, initial_instance_count: count } = variant;
  if (isUnknown(type) || isUnknown(count)) return undefined;
  const each = pricePerHour(prices, type, 'hosting');
  if (each === undefined) return undefined;
  const usd = each * count;
  return `$${String(Number(usd.toPrecision(6)))} an hour, ${formatUsd(usd * HOURS_PER_MONTH)} a month`;
}

/** Tells what an endpoint costs, now → then, if that changes: its instances change, or it serves for the first time. */
export function priceChange(
  prior: EndpointState | null,
  planned: EndpointPlan,
  prices: Prices,
): readonly Diagnostic[] {
  const isLive = prior !== null && prior.endpoint_arn !== null;
  const now = isLive ? (priceOf(prior, prices) ?? UNKNOWN_PRICE) : 'nothing';
  const then = priceOf(planned, prices) ?? UNKNOWN_PRICE;
  if (now === then) return [];
  const name = isUnknown(planned.name) ? '' : ` ${planned.name}`;
  return [warningAt([], `Price of endpoint${name}: ${now} → ${then}`, '')];
}

const UNKNOWN_PRICE = 'unknown price';

/** A live endpoint is destroyed or replaced: what ends, and what it has cost. */
export function endsService(prior: EndpointState, prices: Prices | undefined): readonly Diagnostic[] {
  if (prior.endpoint_arn === null) return [];
  const price = prices === undefined ? undefined : priceOf(prior, prices);
  const costs = price === undefined ? '' : ` It costs ${price}.`;
  return [
    warningAt(
      [],
      `End of live endpoint ${prior.name}`,
      `It is ${prior.status}: its clients get errors from then on.${costs}`,
    ),
  ];
}
