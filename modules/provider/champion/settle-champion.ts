import { LISTING_DELAY_MS, readSearch } from '../../aws';
import type { AwsSession, SearchReading } from '../../aws';
import { groupBySearch, passGate, searchStatus, selectBestTrainingJob } from '../../tuning';
import type {
  GateVerdict,
  Objective,
  Prices,
  SearchMemberStatus,
  TrialRecord,
  TuningJobStatus,
} from '../../tuning';
import type { ArtifactUse } from '../missing-artifact';
import { contenderOf } from './contender-of';
import type { Contender, Decided, Question } from './types';

/** How the tuning jobs of a search ended, by name. `Missing`: the record no longer exists. */
export type TuningJobEnds = ReadonlyMap<string, TuningJobStatus | 'Missing'>;

/** A search that has ended, and the current champion. */
export interface Settlement {
  readonly question: Question;
  /** All tuning jobs of the newest search. */
  readonly ends: TuningJobEnds;
  readonly current: Contender | null;
  readonly prices: Prices;
}

/** The decision on the champion, or why a decision is not possible yet. */
export type Settled =
  | {
      readonly kind: 'settled';
      readonly decided: Decided;
      /** The deleted records that the decision ignored, one sentence each. */
      readonly without: readonly string[];
      /** The training jobs of the newest search. */
      readonly trials: readonly TrialRecord[];
    }
  | { readonly kind: 'lagging'; readonly because: string };

/** Returns the tuning jobs of the newest search; never empty for a valid champion. */
export function newestSearch({
  tuning_job_names: names,
}: Pick<Question, 'tuning_job_names'>): readonly string[] {
  return groupBySearch(names).at(-1) ?? [];
}

/**
 * Chooses the candidate of the newest search, the best of all its tuning jobs, and applies the gate. Without a champion, it
 * first applies the gate to the earlier searches, oldest to newest, so that the best of all wins.
 *
 * The decision is final, so it does not use lists that lag behind the descriptions. A completed search may have no winner,
 * and a stopped one may have one.
 */
export async function settleChampion(
  session: AwsSession,
  settlement: Settlement,
  signal: AbortSignal,
): Promise<Settled> {
  const { question, ends } = settlement;
  const objective = objectiveOf(question);
  const late: string[] = [];
  const without: string[] = [];
  const best = async (search: readonly string[]) => {
    const trials: TrialRecord[] = [];
    const favoured = new Set<string>();
    for (const name of search) {
      const reading = await readSearch(session, name, signal);
      const end = ends.get(name);
      // The listing may have shown that the job ended; without a description the job is deleted or not readable yet.
      if (reading.status === undefined && end !== undefined && end !== 'Missing') {
        late.push(`tuning job ${name} has ended, but its description cannot be found`);
      }
      if (reading.gaps.length > 0) (reading.final ? without : late).push(gapsOf(name, reading));
      if (reading.best !== undefined) favoured.add(reading.best);
      trials.push(...reading.trials);
    }
    return { trials, winner: selectBestTrainingJob(trials, objective, favoured) };
  };
  const detailed = async (trial: TrialRecord): Promise<Contender> => {
    const { contender, described } = await contenderOf(
      session,
      { trial, metricName: objective.metric_name, prices: settlement.prices },
      signal,
    );
    if (!described) {
      const sentence = `training job ${trial.trainingJobName} is listed as completed but not yet described as completed`;
      (isOld(session, trial) ? without : late).push(sentence);
    }
    return contender;
  };

  let current = settlement.current;
  if (current === null) {
    let leader: TrialRecord | undefined;
    for (const search of groupBySearch(question.tuning_job_names).slice(0, -1)) {
      const { winner: trial } = await best(search);
      if (judgeTrial(question, trial, leader).verdict === 'promote') leader = trial;
    }
    if (leader !== undefined) current = await detailed(leader);
  }
  const { winner, trials } = await best(newestSearch(question));
  const candidate = winner === undefined ? null : await detailed(winner);
  if (late.length > 0) return { kind: 'lagging', because: late.join('; ') };
  const { verdict, because } = [...ends.values()].every((status) => status === 'Missing')
    ? ({ verdict: 'no winner', because: noRecordOf([...ends.keys()]) } as const)
    : measuredOtherwise(
        trials,
        objective,
        amongJobs(ends, winner, judgeTrial(question, winner, contestant(current))),
      );
  const decided = {
    status: statusOf(searchStatus([...ends.values()]), winner !== undefined),
    verdict,
    because,
    ...holding(candidate, verdict === 'promote' ? candidate : current),
  };
  return { kind: 'settled', decided, without, trials };
}

const noRecordOf = (names: readonly string[]): string =>
  `the record of ${names.map((name) => `tuning job ${name}`).join(' and of ')} no longer exists`;

/** Says which of several tuning jobs launched the candidate. */
function amongJobs(ends: TuningJobEnds, winner: TrialRecord | undefined, judged: GateVerdict): GateVerdict {
  if (ends.size === 1 || winner === undefined) return judged;
  const source = `the best of ${String(ends.size)} tuning jobs is in ${winner.tuningJobName}`;
  return { ...judged, because: `${judged.because}; ${source}` };
}

/** Says which objectives a search without a winner has if it is not the champion's. */
function measuredOtherwise(
  trials: readonly TrialRecord[],
  { type, metric_name: metric }: Objective,
  judged: GateVerdict,
): GateVerdict {
  if (judged.verdict !== 'no winner') return judged;
  const others = trials.flatMap(({ metricName, metricGoal = type }) =>
    metricName === undefined || (metricName === metric && metricGoal === type)
      ? []
      : [`${metricGoal} ${metricName}`],
  );
  if (others.length === 0) return judged;
  const listed = [...new Set(others)].sort().join(', ');
  return {
    ...judged,
    because: `${judged.because} to ${type.toLowerCase()}: the objective of its training jobs is ${listed}, which does not compare`,
  };
}

const gapsOf = (name: string, { gaps }: SearchReading): string =>
  `the list of the training jobs of tuning job ${name} does not agree with its description: ${gaps.join(', ')}`;

/** Returns true if the training job ended so long ago that its record is not late but deleted. */
function isOld({ clock }: AwsSession, trial: TrialRecord): boolean {
  return clock.now() - (trial.endedAtMs ?? trial.createdAtMs) > LISTING_DELAY_MS;
}

/** Returns the attributes of an undecided champion: the current champion stays. */
export function waitingChampion(current: Contender | null, because: string): Decided {
  return { status: 'InProgress', verdict: 'wait', because, ...holding(null, current) };
}

/**
 * Returns the use of a new champion's artifact. It is looked at only when a champion is chosen: from then on the endpoint that
 * serves it looks.
 */
export function promotedArtifact(name: string, { verdict, model_data_url }: Decided): ArtifactUse {
  return {
    who: `Champion "${name}"`,
    uri: verdict === 'promote' ? model_data_url : null,
    then: 'it cannot be deployed',
  };
}

function holding(candidate: Contender | null, current: Contender | null) {
  return {
    candidate,
    current,
    training_job_name: current?.training_job_name ?? null,
    model_data_url: current?.model_data_url ?? null,
    training_image: current?.training_image ?? null,
    metric_value: current?.metric_value ?? null,
  };
}

type Judged = Pick<TrialRecord, 'trainingJobName' | 'objectiveValue'> & { readonly metricName?: string };

/** Applies the gate to a candidate and the current champion. */
export function judge(
  question: Question,
  candidate: Contender | null,
  current: Contender | null,
): GateVerdict {
  return judgeTrial(question, contestant(candidate), contestant(current));
}

function judgeTrial(
  question: Question,
  candidate: Judged | undefined,
  current: Judged | undefined,
): GateVerdict {
  return passGate({
    candidate,
    current,
    objective: objectiveOf(question),
    gate: {
      minimumValue: question.gate?.minimum_value ?? undefined,
      minimumImprovement: question.gate?.minimum_improvement ?? undefined,
    },
  });
}

function contestant(current: Contender | null): Judged | undefined {
  if (current === null) return undefined;
  return {
    trainingJobName: current.training_job_name,
    objectiveValue: current.metric_value,
    metricName: current.metric_name,
  };
}

export function objectiveOf({ objective }: Question): Objective {
  return { type: objective.type as Objective['type'], metric_name: objective.metric_name };
}

function statusOf(status: SearchMemberStatus, hasWinner: boolean): string {
  if (status === 'Failed' || status === 'Missing') return status;
  if (!hasWinner) return 'NoWinner';
  return status === 'Stopped' ? 'Stopped' : 'Completed';
}
