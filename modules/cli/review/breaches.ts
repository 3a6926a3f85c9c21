import { formatUsd } from '../../tuning';
import type { Review } from './review';

/** Names of what `--fail-on` may forbid. */
export const FORBIDDABLE = [
  'change',
  'launch',
  'unbounded-cost',
  'unknown-cost',
  'unseen-model',
  'promotion',
  'removal',
  'endpoint-removal',
] as const;

export type Forbiddable = (typeof FORBIDDABLE)[number];

/** The limits that a pipeline sets on a plan. */
export interface ReviewLimits {
  /** Maximum of the cost ceilings of all launches together, US dollars. */
  readonly maxCostUsd?: number | undefined;
  readonly failOn: ReadonlySet<Forbiddable>;
}

/** A limit that the plan breaks, and how. */
export interface Breach {
  readonly limit: Forbiddable | 'max-cost';
  readonly reason: string;
}

/** Returns all limits that the plan breaks. Pure. */
export function breachesOf(review: Review, { maxCostUsd, failOn }: ReviewLimits): readonly Breach[] {
  const forbidden = FORBIDDABLE.filter((limit) => failOn.has(limit)).flatMap((limit) =>
    FINDERS[limit](review).map((reason): Breach => ({ limit, reason })),
  );
  return [...(maxCostUsd === undefined ? [] : overCost(review, maxCostUsd)), ...forbidden];
}

function overCost({ experiments, totals }: Review, maxCostUsd: number): readonly Breach[] {
  const broken = (reason: string): Breach => ({ limit: 'max-cost', reason });
  const over = totals.ceilingUsd > maxCostUsd;
  return [
    ...(over
      ? [
          broken(
            `the launches cost at most ${formatUsd(totals.ceilingUsd)}, more than ${formatUsd(maxCostUsd)}`,
          ),
        ]
      : []),
    // A cost without a bound is above every bound.
    ...experiments
      .filter(({ ceiling }) => ceiling !== undefined && typeof ceiling !== 'number')
      .map(({ name, ceiling }) => broken(`${name} ${CEILINGS[String(ceiling)] ?? ''}`)),
  ];
}

const CEILINGS: Readonly<Record<string, string>> = {
  UNBOUNDED: 'has no upper bound on its cost',
  UNKNOWN_PRICE: 'has instances whose price is not known',
  UNDECIDED: 'has a cost that is known only during the apply',
};

const FINDERS: Readonly<Record<Forbiddable, (review: Review) => readonly string[]>> = {
  change: (review) => (changesNothing(review) ? [] : ['the plan is not empty']),
  launch: ({ experiments }) =>
    experiments
      .filter(({ ceiling }) => ceiling !== undefined)
      .map(({ name, verdict }) => (verdict === 'may launch' ? `${name} may launch` : `${name} launches`)),
  'unbounded-cost': ({ experiments }) => costing(experiments, ['UNBOUNDED']),
  'unknown-cost': ({ experiments }) => costing(experiments, ['UNKNOWN_PRICE', 'UNDECIDED']),
  'unseen-model': ({ endpoints }) =>
    endpoints
      .filter(({ servesUnseenModel }) => servesUnseenModel)
      .map(({ name }) => `endpoint ${name} serves a model that the apply chooses`),
  promotion: ({ champions }) =>
    champions
      .filter(({ to, isOther }) => isOther && to !== undefined)
      .map(({ name, to }) =>
        to === 'UNDECIDED' ? `${name} may get a new champion` : `${name} gets a new champion`,
      ),
  removal: ({ removals }) => removals.map(({ address }) => `${address} is removed`),
  'endpoint-removal': ({ endpoints }) =>
    endpoints.filter(({ endsService }) => endsService).map(({ name }) => `live endpoint ${name} is deleted`),
};

const changesNothing = ({ experiments, champions, endpoints, removals, others }: Review): boolean =>
  [experiments, champions, endpoints, removals, Object.keys(others)].every(({ length }) => length === 0);

function costing(experiments: Review['experiments'], ceilings: readonly string[]): readonly string[] {
  return experiments
    .filter(({ ceiling }) => ceilings.includes(String(ceiling)))
    .map(({ name, ceiling }) => `${name} ${CEILINGS[String(ceiling)] ?? ''}`);
}
