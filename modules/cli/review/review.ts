import type { Prices } from '../../tuning';
import { championChange } from './champion-change';
import type { ChampionChange } from './champion-change';
import { endpointChange } from './endpoint-change';
import type { EndpointChange } from './endpoint-change';
import { experimentChange } from './experiment-change';
import type { ExperimentChange } from './experiment-change';
import type { PlannedAction, PlannedChange } from './planned-change';
import { removalOf } from './removal';
import type { Removal } from './removal';

/** What applying one or several plans means to a reviewer. */
export interface Review {
  readonly experiments: readonly ExperimentChange[];
  readonly champions: readonly ChampionChange[];
  readonly endpoints: readonly EndpointChange[];
  readonly removals: readonly Removal[];
  readonly totals: Totals;
  /** The prices of endpoints, and, where a plan is of the same region, of its searches. */
  readonly prices: Prices;
  /** Number of changes to resources of other kinds, by action. */
  readonly others: Readonly<Partial<Record<PlannedAction, number>>>;
}

export interface Totals {
  /** Maximum cost of all launches whose maximum is known, US dollars. */
  readonly ceilingUsd: number;
  /** Addresses of experiments that launch, or may, without a known maximum. */
  readonly withoutCeiling: readonly string[];
  /** List price of the changed endpoints before and after, US dollars a month, as far as it is known. */
  readonly usdPerMonthBefore: number;
  readonly usdPerMonthAfter: number;
  /** Addresses of endpoints without a known price. */
  readonly withoutPrice: readonly string[];
}

/** Returns the review of the changes of all plans together. Pure. */
export function review(changes: readonly PlannedChange[], prices: Prices): Review {
  const of = (type: string): readonly PlannedChange[] => changes.filter((change) => change.type === type);
  const experiments = of('tuneform_experiment').flatMap((change) => experimentChange(change) ?? []);
  const endpoints = of('tuneform_endpoint').flatMap((change) => endpointChange(change, prices) ?? []);
  return {
    experiments,
    champions: promotions(of('tuneform_champion').flatMap((change) => championChange(change) ?? [])),
    endpoints,
    removals: changes.flatMap((change) => removalOf(change) ?? []),
    totals: totalsOf(experiments, endpoints),
    prices,
    others: countOthers(changes),
  };
}

/** A champion that the refresh has promoted and the apply chooses anew is listed as what the apply does. */
function promotions(all: readonly ChampionChange[]): readonly ChampionChange[] {
  return all.filter(
    (one) => !one.isRecorded || !all.some((other) => other !== one && other.address === one.address),
  );
}

function totalsOf(experiments: readonly ExperimentChange[], endpoints: readonly EndpointChange[]): Totals {
  const costly = experiments.filter(({ ceiling }) => ceiling !== undefined);
  const isPriced = (fleet: EndpointChange['to']): boolean =>
    fleet === undefined || (fleet !== 'UNDECIDED' && fleet.usdPerMonth !== undefined);
  const monthly = (fleet: EndpointChange['to']): number =>
    fleet === undefined || fleet === 'UNDECIDED' ? 0 : (fleet.usdPerMonth ?? 0);
  return {
    ceilingUsd: sum(costly.map(({ ceiling }) => (typeof ceiling === 'number' ? ceiling : 0))),
    withoutCeiling: costly.filter(({ ceiling }) => typeof ceiling !== 'number').map(({ address }) => address),
    usdPerMonthBefore: sum(endpoints.map(({ from }) => monthly(from))),
    usdPerMonthAfter: sum(endpoints.map(({ to }) => monthly(to))),
    withoutPrice: endpoints
      .filter(({ from, to }) => !isPriced(from) || !isPriced(to))
      .map(({ address }) => address),
  };
}

function countOthers(changes: readonly PlannedChange[]): Review['others'] {
  const counts: Partial<Record<PlannedAction, number>> = {};
  for (const { type, action } of changes) {
    if (REVIEWED.has(type) || QUIET.has(action)) continue;
    counts[action] = (counts[action] ?? 0) + 1;
  }
  return counts;
}

const REVIEWED: ReadonlySet<string> = new Set([
  'tuneform_experiment',
  'tuneform_champion',
  'tuneform_endpoint',
]);

/** They change nothing in the account. */
const QUIET: ReadonlySet<PlannedAction> = new Set(['no-op', 'read', 'refresh']);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
