import { formatUsd } from '../../tuning';
import { formatNumber, formatSetting } from '../terminal/figures';
import type { ChampionChange, Winner } from './champion-change';
import type { EndpointChange } from './endpoint-change';
import type { Ceiling, ExperimentChange } from './experiment-change';
import type { Review } from './review';

/** One line of a review: what it is about, what happens, and details below. */
export interface Line {
  readonly name: string;
  readonly says: string;
  /** What the reviewer must not overlook. */
  readonly alarm?: string | undefined;
  readonly details: readonly string[];
}

/** Lines of one kind, with their sum. */
export interface Section {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly total?: string | undefined;
}

/** Returns the review in the order in which it is read: money first, then what is served, then what goes. */
export function sectionsOf(review: Review): readonly Section[] {
  const all: readonly Section[] = [
    {
      title: 'Searches',
      lines: review.experiments.map(experimentLine),
      total: searchesTotal(review),
    },
    { title: 'Champions', lines: review.champions.map(championLine) },
    { title: 'Endpoints', lines: review.endpoints.map(endpointLine), total: endpointsTotal(review) },
    {
      title: 'Removals',
      lines: review.removals.map(({ address, ends }) => ({
        name: address,
        says: `ends ${ends}`,
        details: [],
      })),
    },
  ];
  return all.filter(({ lines }) => lines.length > 0);
}

function experimentLine(one: ExperimentChange): Line {
  const { name, verdict, ceiling, because, searchSpace, tuningJobName } = one;
  const cost = ceiling === undefined ? '' : `, ${ceilingText(ceiling)}`;
  return {
    name,
    says: `${VERDICTS[verdict]}${cost}`,
    alarm: ceiling === 'UNBOUNDED' ? 'its cost has no upper bound' : undefined,
    details: [
      ...(because === undefined ? [] : [`because ${because}`]),
      ...(ceiling === undefined || searchSpace === undefined ? [] : [`searches ${searchSpace}`]),
      ...(tuningJobName === undefined ? [] : [`tuning job ${tuningJobName}`]),
    ],
  };
}

const VERDICTS: Readonly<Record<ExperimentChange['verdict'], string>> = {
  launch: 'launches a search',
  extend: 'extends its search',
  reuse: 'returns to an earlier search at no cost',
  'metadata only': 'keeps its search; only metadata changes',
  'may launch': 'may launch a search; the apply decides',
};

function ceilingText(ceiling: Ceiling): string {
  if (typeof ceiling === 'number') return `at most ${formatUsd(ceiling)}`;
  return {
    UNBOUNDED: 'at a cost without an upper bound',
    UNKNOWN_PRICE: 'at a price this version does not know',
    UNDECIDED: 'at a cost that is known only during the apply',
  }[ceiling];
}

function searchesTotal({ totals, experiments }: Review): string | undefined {
  const costly = experiments.filter(({ ceiling }) => ceiling !== undefined);
  if (costly.length === 0) return 'Nothing is launched.';
  const open = totals.withoutCeiling.length;
  const known = `All launches together: at most ${formatUsd(totals.ceilingUsd)}`;
  const rest = open === 0 ? '' : `, and ${String(open)} without a known maximum`;
  return `${known}${rest}.`;
}

function championLine(change: ChampionChange): Line {
  const { name, metricName, from, to, because, isOther, control, isRecorded } = change;
  if (to === 'UNDECIDED') {
    return {
      name,
      says: 'is chosen during the apply, when its search has ended',
      details: [...control, ...(from === undefined ? [] : [`now ${winnerText(from, metricName)}`])],
    };
  }
  if (!isOther) return standingLine(change, to);
  const says = to === undefined ? 'has no champion any more' : 'gets a new champion';
  return {
    name,
    says: isRecorded ? `${says}, which the refresh of this plan has recorded` : says,
    details: [
      ...control,
      ...(because === undefined ? [] : [`because ${because}`]),
      ...(from === undefined ? [] : [`from ${winnerText(from, metricName)}`]),
      ...(to === undefined ? [] : [`to   ${winnerText(to, metricName)}`, ...differences(from, to)]),
    ],
  };
}

/** A champion that stays what it is, while something about it changes. */
function standingLine(change: ChampionChange, current: Winner | undefined): Line {
  const { name, metricName, verdict, because, awaitsApprovalOf, control } = change;
  return {
    name,
    says: current === undefined ? 'has no champion yet' : 'keeps its champion',
    alarm: awaitsApprovalOf === undefined ? undefined : `${awaitsApprovalOf} awaits approval`,
    details: [
      ...control,
      ...(because === undefined ? [] : [verdict === 'wait' ? because : `because ${because}`]),
      ...(current === undefined ? [] : [`now ${winnerText(current, metricName)}`]),
    ],
  };
}

function winnerText({ trainingJobName, metricValue }: Winner, metricName: string | undefined): string {
  const metric = metricValue === undefined ? '' : `, ${metricName ?? 'metric'} ${formatNumber(metricValue)}`;
  return `${trainingJobName}${metric}`;
}

/** The hyperparameters in which two training jobs differ. */
function differences(from: Winner | undefined, to: Winner): readonly string[] {
  const before = from?.hyperparameters ?? {};
  return Object.entries(to.hyperparameters)
    .filter(([name, value]) => before[name] !== value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => {
      const old = before[name];
      return `${name} ${old === undefined ? '' : `${formatSetting(old)} → `}${formatSetting(value)}`;
    });
}

function endpointLine({ name, action, from, to, servesUnseenModel, endsService }: EndpointChange): Line {
  const alarms = [
    ...(endsService ? ['a live endpoint is deleted'] : []),
    ...(servesUnseenModel ? ['serves a model that the apply chooses: no reviewer has seen it'] : []),
  ];
  return {
    name,
    says: ACTIONS[action],
    alarm: alarms.length === 0 ? undefined : alarms.join('; '),
    details: [`${fleetText(from)} → ${fleetText(to)}`],
  };
}

const ACTIONS: Readonly<Record<EndpointChange['action'], string>> = {
  create: 'is created',
  update: 'is updated in place',
  replace: 'is replaced',
  delete: 'is deleted',
};

function fleetText(fleet: EndpointChange['to']): string {
  if (fleet === undefined) return 'nothing';
  if (fleet === 'UNDECIDED') return 'instances that the apply chooses';
  const { instanceType, instanceCount, usdPerHour, usdPerMonth } = fleet;
  const machines = `${String(instanceCount)} × ${instanceType}`;
  if (usdPerHour === undefined || usdPerMonth === undefined) return `${machines} at an unknown price`;
  // An hour costs fractions of a cent, and the price tables list them.
  const hourly = `$${String(Number(usdPerHour.toPrecision(6)))}`;
  return `${machines} (${hourly} an hour, ${formatUsd(usdPerMonth)} a month)`;
}

function endpointsTotal({ totals, endpoints, prices: { table } }: Review): string | undefined {
  if (endpoints.length === 0) return undefined;
  const unknown = totals.withoutPrice.length;
  return (
    `The changed endpoints: ${formatUsd(totals.usdPerMonthBefore)} → ${formatUsd(totals.usdPerMonthAfter)} a month` +
    (unknown === 0 ? '' : `, and ${String(unknown)} at an unknown price`) +
    `${table === undefined ? '' : ` (${table.region} list prices of ${table.asOf})`}.`
  );
}

/** Returns the changes of other resources on one line: `Other resources: 3 to create, 1 to delete.` */
export function othersLine({ others }: Review): string | undefined {
  const counts = Object.entries(others).map(([action, count]) => `${String(count)} to ${action}`);
  return counts.length === 0 ? undefined : `Other resources: ${counts.join(', ')}.`;
}
