import { followsFromTags, lookForExperiment, ownershipFromTags } from '../../aws';
import type { Generation, Ownership } from '../../aws';
import type { ProviderData } from '../provider-data';
import { stateOfGeneration } from './tuning-jobs';
import type { ExperimentState } from './types';

/** Returns the searches of an experiment other than the one with this fingerprint and run, oldest first. */
export async function otherSearches(
  { session, owner }: ProviderData,
  own: Ownership,
  signal: AbortSignal,
): Promise<readonly Generation[]> {
  const found = await lookForExperiment(session, { name: own.experiment, owner }, signal);
  return (found?.generations ?? []).filter(({ jobs: [first] }) => {
    const theirs = ownershipFromTags(first.tags);
    const isSame = theirs?.fingerprint === own.fingerprint && theirs.run === own.run;
    // A name that does not follow from its tags is none that an edit could return to.
    return !isSame && followsFromTags(first.name, first.tags) !== undefined;
  });
}

/**
 * Adds other searches to the state of an imported one, which stays the current one. Each number is one generation: of two searches that
 * have the same after a loss of state, the later one counts, and the imported one before all.
 */
export function withLineage(state: ExperimentState, others: readonly Generation[]): ExperimentState {
  const byNumber = new Map(others.map((search) => [search.generation, search]));
  byNumber.delete(state.generation);
  const searches = [...byNumber.values()];
  const generations = [
    ...state.generations,
    ...searches.map(({ generation, jobs }) =>
      stateOfGeneration({
        generation,
        tuningJobs: jobs.map(({ name, tags }) => {
          const shard = ownershipFromTags(tags)?.shard;
          return { name, ...(shard !== undefined && { shard }) };
        }),
        fingerprint: ownershipFromTags(jobs[0].tags)?.fingerprint ?? '',
        adjustments: jobs[0].adjustments,
      }),
    ),
  ].sort((a, b) => a.generation - b.generation);
  const jobs = searches.flatMap((search) => search.jobs);
  return {
    ...state,
    generations,
    tuning_job_names: [...jobs.map(({ name }) => name), ...state.tuning_job_names],
    tuning_job_statuses: {
      ...Object.fromEntries(jobs.map(({ name, status }) => [name, status])),
      ...state.tuning_job_statuses,
    },
  };
}
