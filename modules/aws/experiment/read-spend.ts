import { needsDescription, searchSpend } from '../../tuning';
import type { ExperimentSpec, Prices, SearchSpend, SpentTrial } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { describeTrainingJob } from '../training-job/describe-training-job';
import { listTrials } from '../training-job/list-trials';

/** A search whose spend is asked for. */
export interface SpentSearch {
  readonly tuningJobNames: readonly string[];
  readonly spec: ExperimentSpec;
  readonly prices: Prices;
  /** Whether it has ended, so that what its training jobs cost no longer changes. */
  readonly hasEnded: boolean;
}

/** How many training jobs are described at a time. */
const AT_A_TIME = 8;

/**
 * Reads what the training jobs of a search have cost so far: one listing call for 100 of them. Once the search has ended, those on
 * spot or alternative instances are described too, one call each, because only that tells the billed time and the type.
 */
export async function readSpend(
  session: AwsSession,
  search: SpentSearch,
  signal: AbortSignal,
): Promise<SearchSpend> {
  const { tuningJobNames, spec, prices, hasEnded } = search;
  const trials: SpentTrial[] = [];
  for (const name of tuningJobNames) {
    const listed = (await listTrials(session, name, signal)).filter(
      ({ endedAtMs }) => endedAtMs !== undefined,
    );
    for (let at = 0; at < listed.length; at += AT_A_TIME) {
      const several = listed.slice(at, at + AT_A_TIME).map(async (trial): Promise<SpentTrial> => {
        if (!hasEnded || !needsDescription(spec, trial)) return trial;
        const details = await describeTrainingJob(session, trial.trainingJobName, signal);
        if (details === undefined) return trial;
        const { billableSeconds, instanceType } = details;
        return { ...trial, instanceType, ...(billableSeconds !== undefined && { billableSeconds }) };
      });
      trials.push(...(await Promise.all(several)));
    }
  }
  return searchSpend(trials, spec, prices);
}
