import { describeSearchSpace, parseUsd, specOf } from '../../tuning';
import { textAt, UNKNOWN, valueAt } from './planned-change';
import type { PlannedChange } from './planned-change';

/** Maximum cost of a launch at list price, US dollars, or why there is none. */
export type Ceiling = number | 'UNBOUNDED' | 'UNKNOWN_PRICE' | 'UNDECIDED';

/** What a plan does to an experiment's search. */
export interface ExperimentChange {
  readonly address: string;
  readonly name: string;
  /** `may launch`: the apply decides. */
  readonly verdict: 'launch' | 'extend' | 'reuse' | 'metadata only' | 'may launch';
  readonly because: string | undefined;
  readonly searchSpace: string | undefined;
  readonly tuningJobName: string | undefined;
  /** Of what launches or may launch. */
  readonly ceiling: Ceiling | undefined;
}

/** Returns what the plan does to an experiment, or `undefined` if it leaves it alone or removes it. */
export function experimentChange({ address, action, after }: PlannedChange): ExperimentChange | undefined {
  if (action !== 'create' && action !== 'update' && action !== 'replace') return undefined;
  const { verdict, because } = verdictOf(valueAt(after, 'action'));
  const costs = verdict === 'launch' || verdict === 'extend' || verdict === 'may launch';
  return {
    address,
    name: textAt(after, 'name') ?? address,
    verdict,
    because,
    searchSpace: searchSpaceOf(after),
    tuningJobName: newestJob(after),
    ceiling: costs ? ceilingOf(after) : undefined,
  };
}

const VERDICTS = ['launch', 'extend', 'reuse', 'metadata only'] as const;

/** The attribute reads `extend: because of what`. A verdict that this version does not know may launch, for all it knows. */
function verdictOf(value: unknown): Pick<ExperimentChange, 'verdict' | 'because'> {
  const [verdict, ...because] = typeof value === 'string' ? value.split(': ') : [];
  return {
    verdict: VERDICTS.find((one) => one === verdict) ?? 'may launch',
    because: because.length === 0 ? undefined : because.join(': '),
  };
}

/** The last of the names, which are on one line. */
const newestJob = (after: PlannedChange['after']): string | undefined =>
  textAt(after, 'tuning_job_names')?.split(' ').at(-1);

function ceilingOf(after: PlannedChange['after']): Ceiling {
  if (valueAt(after, 'cost_ceiling') === UNKNOWN) return 'UNDECIDED';
  const [ceiling = ''] = textAt(after, 'cost_ceiling')?.split(': ') ?? [];
  const usd = parseUsd(ceiling);
  if (usd !== undefined) return usd;
  return ceiling === 'UNBOUNDED' ? 'UNBOUNDED' : 'UNKNOWN_PRICE';
}

/** Returns the ranges on one line, if the plan knows them all. */
function searchSpaceOf(after: PlannedChange['after']): string | undefined {
  const { parameter_ranges, training_job_definitions } = after ?? {};
  if (parameter_ranges === undefined && training_job_definitions === undefined) return undefined;
  return isKnown([parameter_ranges, training_job_definitions])
    ? describeSearchSpace(specOf({ parameter_ranges, training_job_definitions }))
    : undefined;
}

const isKnown = (value: unknown): boolean =>
  value !== UNKNOWN &&
  (typeof value !== 'object' || value === null || Object.values(value).every((inner) => isKnown(inner)));
