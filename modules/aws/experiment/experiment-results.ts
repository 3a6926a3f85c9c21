import type { Finding, Objective, Prices, TrialRecord } from '../../tuning';
import { isTerminal, reviewedDefinitions, searchSpend, selectBestTrainingJob } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { reviewTuningJobs } from '../findings/review-tuning-jobs';
import { describeTrainingJob } from '../training-job/describe-training-job';
import type { TrainingJobDetails } from '../training-job/describe-training-job';
import { readSearch } from '../training-job/read-search';
import type { Experiment, Generation } from './experiment';
import { sharedObjective, winnersOf } from './winners';
import type { Winner } from './winners';

/** A training job with its rank: 1 is the best; undefined without a comparable result. */
export interface RankedTrial extends TrialRecord {
  readonly generation: number;
  readonly rank: number | undefined;
}

export interface ExperimentResults {
  /** Of the newest search; undefined if it is not known, or if the objectives of its training definitions differ. */
  readonly objective: Objective | undefined;
  /** Where the objectives of the newest search differ, the best training job of each definition; else empty. */
  readonly winners: readonly Winner[];
  /**
   * Best first, then those without a comparable result, newest first. Where objectives differ, the one that the service calls the
   * best has rank 1 and the others have none.
   */
  readonly trials: readonly RankedTrial[];
  readonly best: (RankedTrial & { readonly details: TrainingJobDetails | undefined }) | undefined;
  /**
   * Instance time of all training jobs at list price in US dollars, as far as start and end are known; undefined if the
   * price is unknown. On the local cloud it is the price of the same time on AWS.
   */
  readonly costUsd: number | undefined;
  /** What the lists of ended searches lack, one sentence each; the ranking does not contain it. */
  readonly gaps: readonly string[];
}

/** Returns all training jobs of an experiment, ranked over all generations. */
export async function experimentResults(
  session: AwsSession,
  experiment: Experiment,
  { prices, signal }: { readonly prices: Prices; readonly signal: AbortSignal },
): Promise<ExperimentResults> {
  const all: (TrialRecord & { readonly generation: number })[] = [];
  const gaps: string[] = [];
  const favoured = new Set<string>();
  let costUsd: number | undefined = 0;
  for (const { generation, job } of experiment.generations.flatMap(({ jobs, ...own }) =>
    jobs.map((job) => ({ ...own, job })),
  )) {
    const { trials, best, ...reading } = await readSearch(session, job.name, signal);
    if (best !== undefined) favoured.add(best);
    // A running search launches jobs between the two observations.
    if (reading.status !== undefined && isTerminal(reading.status)) {
      gaps.push(...reading.gaps.map((gap) => `the list of the training jobs of ${job.name}: ${gap}`));
    }
    all.push(...trials.map((trial) => ({ ...trial, generation })));
    const cost = job.spec === undefined ? noCost(trials) : searchSpend(trials, job.spec, prices).usd;
    costUsd = costUsd === undefined || cost === undefined ? undefined : costUsd + cost;
  }
  const newest = experiment.generations.at(-1) ?? experiment.generations[0];
  const { spec } = newest.jobs[0];
  const definitions = spec === undefined ? [] : reviewedDefinitions(spec);
  const objective = sharedObjective(definitions);
  const own = all.filter((trial) => newest.jobs.some(({ name }) => name === trial.tuningJobName));
  const winners = objective === undefined ? winnersOf(definitions, own, favoured) : [];
  const trials =
    objective === undefined
      ? rankFavoured(
          all,
          new Set(own.map((trial) => trial.trainingJobName).filter((name) => favoured.has(name))),
        )
      : rank(all, objective, favoured);
  const best = trials.find((trial) => trial.rank === 1);
  const details =
    best === undefined ? undefined : await describeTrainingJob(session, best.trainingJobName, signal);
  return {
    objective,
    winners,
    trials,
    best: best === undefined ? undefined : { ...best, details },
    costUsd,
    gaps,
  };
}

/** Of results that do not compare, the service's word counts. */
function rankFavoured<T extends TrialRecord>(trials: readonly T[], favoured: ReadonlySet<string>) {
  const isFirst = (trial: T): boolean => favoured.has(trial.trainingJobName);
  return [...trials]
    .sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || b.createdAtMs - a.createdAtMs)
    .map((trial, at) => ({ ...trial, rank: at === 0 && isFirst(trial) ? 1 : undefined }));
}

/** Ranks by applying the winner's rule repeatedly, so that rank 1 is the job that the champion would be. */
export function rank<T extends TrialRecord>(
  trials: readonly T[],
  objective: Pick<Objective, 'type'>,
  favoured?: ReadonlySet<string>,
): readonly (T & { readonly rank: number | undefined })[] {
  const left = new Map(trials.map((trial) => [trial.trainingJobName, trial]));
  const ranked: (T & { readonly rank: number | undefined })[] = [];
  for (;;) {
    const best = selectBestTrainingJob([...left.values()], objective, favoured);
    const trial = best === undefined ? undefined : left.get(best.trainingJobName);
    if (trial === undefined) break;
    left.delete(trial.trainingJobName);
    ranked.push({ ...trial, rank: ranked.length + 1 });
  }
  const rest = [...left.values()].sort((a, b) => b.createdAtMs - a.createdAtMs);
  return [...ranked, ...rest.map((trial) => ({ ...trial, rank: undefined }))];
}

/** Returns the findings about the newest search, after reading at most three logs; none while it runs. */
export async function experimentFindings(
  session: AwsSession,
  newest: Generation,
  results: ExperimentResults,
  signal: AbortSignal,
): Promise<readonly Finding[]> {
  const { spec } = newest.jobs[0];
  const isOver = newest.jobs.every(({ status }) => isTerminal(status));
  const objective = results.objective ?? results.winners[0]?.objective ?? spec?.objective;
  if (!isOver || objective === undefined) return [];
  const trials = results.trials.filter((trial) =>
    newest.jobs.some(({ name }) => name === trial.tuningJobName),
  );
  return reviewTuningJobs(session, { spec, objective, trials }, signal);
}

/** Without its description, only a search without training jobs has a known cost. */
const noCost = (trials: readonly TrialRecord[]): number | undefined => (trials.length === 0 ? 0 : undefined);
