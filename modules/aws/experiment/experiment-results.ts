import type { Objective, Prices, TrialRecord } from '../../tuning';
import { definitionsOf, isTerminal, searchSpend, selectBestTrainingJob } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { describeTrainingJob } from '../training-job/describe-training-job';
import type { TrainingJobDetails } from '../training-job/describe-training-job';
import { readSearch } from '../training-job/read-search';
import type { Experiment } from './find-experiment';

/** A training job with its rank: 1 is the best; undefined without a comparable result. */
export interface RankedTrial extends TrialRecord {
  readonly generation: number;
  readonly rank: number | undefined;
}

export interface ExperimentResults {
  readonly objective: Objective | undefined;
  /** Best first, then those without a result, newest first. */
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
  for (const { generation, job } of experiment.generations) {
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
  const newest = experiment.generations.at(-1);
  const objective =
    newest?.job.spec === undefined ? undefined : definitionsOf(newest.job.spec)[0]?.tuning_objective;
  const trials =
    objective === undefined
      ? all.map((trial) => ({ ...trial, rank: undefined }))
      : rank(all, objective, favoured);
  const best = objective === undefined ? undefined : trials.find((trial) => trial.rank === 1);
  const details =
    best === undefined ? undefined : await describeTrainingJob(session, best.trainingJobName, signal);
  return { objective, trials, best: best === undefined ? undefined : { ...best, details }, costUsd, gaps };
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

/** Without its description, only a search without training jobs has a known cost. */
const noCost = (trials: readonly TrialRecord[]): number | undefined => (trials.length === 0 ? 0 : undefined);
