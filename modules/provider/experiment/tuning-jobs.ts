import type { ShardJob } from '../../tuning';
import type { Generation } from './decide-generation';
import type { ExperimentState } from './types';

type GenerationState = ExperimentState['generations'][number];

/** A generation as state records it. */
export const stateOfGeneration = ({ generation, tuningJobs, fingerprint }: Generation): GenerationState => ({
  generation,
  tuning_jobs: tuningJobs.map(({ name, shard }) => ({ name, shard: shard ?? null })),
  fingerprint,
});

/** A generation recorded in state. */
export const generationOf = ({
  generation,
  tuning_jobs: jobs,
  fingerprint,
}: GenerationState): Generation => ({
  generation,
  tuningJobs: jobs.map(({ name, shard }) => ({ name, ...(shard !== null && { shard }) })),
  fingerprint,
});

/** The tuning jobs of the current generation, ordered by shard. */
export function jobsInForce(state: Pick<ExperimentState, 'generation' | 'generations'>): readonly ShardJob[] {
  return state.generations
    .filter(({ generation }) => generation === state.generation)
    .flatMap((one) => generationOf(one).tuningJobs);
}
