import type { AwsSession } from '../../aws';
import { groupBySearch, isRejected, newestSearch, searchStatus, selectBestTrainingJob } from '../../tuning';
import type { Objective, Prices, TrialRecord, TuningJobStatus } from '../../tuning';
import type { Sight } from './kept';
import type { Sought } from './own-objective';
import { SearchReader } from './search-reader';
import type { SearchTrials } from './search-reader';

/** How many contenders of a search a champion keeps, so that a plan can reject the best ones. */
const MOST_CONTENDERS = 3;
/** How many earlier searches compete with a champion's first one. */
const MOST_EARLIER = 5;

/** How the tuning jobs of a search ended, by name. `Missing`: the record no longer exists. */
export type TuningJobEnds = ReadonlyMap<string, TuningJobStatus | 'Missing'>;

/** A search that has ended. */
export interface EndedSearch {
  readonly tuningJobNames: readonly string[];
  /** What to judge it by; `undefined` if its record was deleted before that was known. */
  readonly sought: Sought;
  /** All tuning jobs of the newest search. */
  readonly ends: TuningJobEnds;
  /** Whether there is a champion, so that the earlier searches have been judged. */
  readonly hasChampion: boolean;
  /** Training jobs and tuning jobs that never serve. */
  readonly reject: readonly string[];
  readonly prices: Prices;
}

/** A search as seen, or why that is not possible yet. */
export type Look =
  | {
      readonly kind: 'seen';
      readonly sight: Sight;
      /** The deleted records that it lacks, one sentence each. */
      readonly without: readonly string[];
      /** The training jobs of the newest search. */
      readonly trials: readonly TrialRecord[];
    }
  | { readonly kind: 'lagging'; readonly because: string };

/**
 * Reads the newest search and, without a champion, the ones before it.
 *
 * A choice is final, so it does not use lists that lag behind the descriptions. A completed search may have no winner,
 * and a stopped one may have one.
 */
export async function lookAtSearch(
  session: AwsSession,
  { tuningJobNames, sought, ends, hasChampion, reject, prices }: EndedSearch,
  signal: AbortSignal,
): Promise<Look> {
  const { objective, own } = sought;
  if (objective === undefined) return unjudged(newestSearch(tuningJobNames), ends);
  const reader = new SearchReader(session, { objective, prices, ends }, signal);
  const earlier = [];
  if (!hasChampion) {
    for (const search of groupBySearch(tuningJobNames).slice(0, -1).slice(-MOST_EARLIER)) {
      earlier.push(...(await reader.best(eligible(await reader.read(search), reject), 1)));
    }
  }
  const names = newestSearch(tuningJobNames);
  const search = await reader.read(names);
  // One more than is kept tells whether there are others.
  const best = await reader.best(eligible(search, reject), MOST_CONTENDERS + 1);
  const { late, without } = reader;
  if (late.length > 0) return { kind: 'lagging', because: late.join('; ') };
  const isGone = [...ends.values()].every((status) => status === 'Missing');
  const sight = {
    tuning_job_names: names,
    objective,
    ...(own === true && { own }),
    end: searchStatus([...ends.values()]),
    contenders: best.slice(0, MOST_CONTENDERS),
    complete: best.length <= MOST_CONTENDERS,
    absence: isGone ? noRecordOf(names) : absenceOf(search, objective),
    earlier,
  };
  return { kind: 'seen', sight, without, trials: search.trials };
}

/** A search without a record, of which nothing says how to compare its training jobs. */
const unjudged = (names: readonly string[], ends: TuningJobEnds): Look => ({
  kind: 'seen',
  sight: {
    tuning_job_names: names,
    end: searchStatus([...ends.values()]),
    contenders: [],
    complete: true,
    absence: noRecordOf(names),
    earlier: [],
  },
  without: [],
  trials: [],
});

function eligible({ trials, ...search }: SearchTrials, reject: readonly string[]): SearchTrials {
  return {
    trials: trials.filter(({ trainingJobName: name }) => !isRejected({ training_job_name: name }, reject)),
    ...search,
  };
}

const noRecordOf = (names: readonly string[]): string =>
  `the record of ${names.map((name) => `tuning job ${name}`).join(' and of ')} no longer exists`;

/** Says why a search has no winner, and which objectives its training jobs have if they are not the champion's. */
function absenceOf({ trials }: SearchTrials, objective: Objective): string | null {
  if (selectBestTrainingJob(trials, objective) !== undefined) return null;
  const { type, metric_name: metric } = objective;
  const noValue = `no completed training job emitted ${metric}`;
  const others = trials.flatMap(({ metricName, metricGoal = type }) =>
    metricName === undefined || (metricName === metric && metricGoal === type)
      ? []
      : [`${metricGoal} ${metricName}`],
  );
  if (others.length === 0) return noValue;
  const listed = [...new Set(others)].sort().join(', ');
  return `${noValue} to ${type.toLowerCase()}: the objective of its training jobs is ${listed}, which does not compare`;
}
