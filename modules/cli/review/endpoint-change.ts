import { pricePerHour } from '../../tuning';
import type { Prices } from '../../tuning';
import { numberAt, textAt, UNKNOWN, valueAt } from './planned-change';
import type { PlannedChange } from './planned-change';

/** Hours of an average month, as AWS's pricing pages count them. */
const HOURS_PER_MONTH = 730;

/** The instances of an endpoint and their list price. */
export interface Fleet {
  readonly instanceType: string;
  readonly instanceCount: number;
  /** US dollars for all instances; absent if the price table lacks the type. */
  readonly usdPerHour: number | undefined;
  readonly usdPerMonth: number | undefined;
}

/** What a plan does to an endpoint. */
export interface EndpointChange {
  readonly address: string;
  readonly name: string;
  readonly action: 'create' | 'update' | 'replace' | 'delete';
  readonly from: Fleet | undefined;
  /** `UNDECIDED`: the apply decides. */
  readonly to: Fleet | 'UNDECIDED' | undefined;
  /** True if the endpoint will serve a model that the apply chooses, so that no reviewer has seen it. */
  readonly servesUnseenModel: boolean;
  /** True if an endpoint that exists is deleted. */
  readonly endsService: boolean;
}

/** Returns what the plan does to an endpoint, or `undefined` if it leaves it alone. */
export function endpointChange(
  { address, action, before, after }: PlannedChange,
  prices: Prices,
): EndpointChange | undefined {
  if (action !== 'create' && action !== 'update' && action !== 'replace' && action !== 'delete') {
    return undefined;
  }
  const exists = textAt(before, 'endpoint_arn') !== undefined;
  return {
    address,
    name: textAt(after, 'name') ?? textAt(before, 'name') ?? address,
    action,
    // Without a model there is no endpoint, and nothing is billed.
    from: exists ? fleetOf(before, prices) : undefined,
    to: isUndecided(after)
      ? 'UNDECIDED'
      : willExist(after) || (exists && after)
        ? fleetOf(after, prices)
        : undefined,
    servesUnseenModel: valueAt(after, 'model_data_url') === UNKNOWN,
    endsService: exists && (action === 'delete' || action === 'replace'),
  };
}

const willExist = (after: PlannedChange['after']): boolean => valueAt(after, 'model_data_url') !== undefined;

function isUndecided(after: PlannedChange['after']): boolean {
  return ['instance_type', 'initial_instance_count'].some(
    (name) => valueAt(after, 'production_variant', name) === UNKNOWN,
  );
}

function fleetOf(attributes: PlannedChange['before'], prices: Prices): Fleet | undefined {
  const instanceType = textAt(attributes, 'production_variant', 'instance_type');
  if (instanceType === undefined) return undefined;
  const instanceCount = numberAt(attributes, 'production_variant', 'initial_instance_count') ?? 1;
  const price = pricePerHour(prices, instanceType, 'hosting');
  const usdPerHour = price === undefined ? undefined : price * instanceCount;
  return {
    instanceType,
    instanceCount,
    usdPerHour,
    usdPerMonth: usdPerHour === undefined ? undefined : usdPerHour * HOURS_PER_MONTH,
  };
}
