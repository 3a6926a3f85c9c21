import { experimentResults, findExperiment, patiently } from '../../aws';
import type { Experiment, ExperimentResults } from '../../aws';
import type { ProviderData } from '../provider-data';

interface Question {
  readonly name: string;
  readonly owner: string | null;
}

/** An experiment and everything that its searches have found, as `tuneform show` and `tuneform trials` read it. */
export interface FoundResults {
  readonly experiment: Experiment;
  readonly results: ExperimentResults;
}

/** Reads an experiment that a data source asks for. Rejects with EXPERIMENT_NOT_FOUND. */
export async function readResults(
  { session, prices, owner }: ProviderData,
  question: Question,
  signal: AbortSignal,
): Promise<FoundResults> {
  const asked = { name: question.name, owner: question.owner ?? owner };
  return patiently(session, signal, async () => {
    const experiment = await findExperiment(session, asked, signal);
    return { experiment, results: await experimentResults(session, experiment, { prices, signal }) };
  });
}

/** The newest search. */
export const newestOf = ({ generations }: Experiment): Experiment['generations'][0] =>
  generations.at(-1) ?? generations[0];

/** A hundredth of a cent; the rest is binary noise in a plan. */
export const roundedUsd = (usd: number | undefined): number | null =>
  usd === undefined ? null : Math.round(usd * 10_000) / 10_000;
