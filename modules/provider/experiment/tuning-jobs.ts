import { ADJUSTABLE, isAsConfigured } from '../../tuning';
import type { LaunchAdjustments, ShardJob } from '../../tuning';
import type { Generation } from './decide-generation';
import type { ExperimentState } from './types';

type GenerationState = ExperimentState['generations'][number];
type AdjustmentsState = NonNullable<GenerationState['adjustments']>;

/** A generation as state records it. */
export const stateOfGeneration = ({
  generation,
  tuningJobs,
  fingerprint,
  adjustments = {},
}: Generation): GenerationState => ({
  generation,
  tuning_jobs: tuningJobs.map(({ name, shard }) => ({ name, shard: shard ?? null })),
  fingerprint,
  adjustments: isAsConfigured(adjustments) ? null : stateOfAdjustments(adjustments),
});

/** A generation recorded in state. */
export const generationOf = ({
  generation,
  tuning_jobs: jobs,
  fingerprint,
  adjustments,
}: GenerationState): Generation => ({
  generation,
  tuningJobs: jobs.map(({ name, shard }) => ({ name, ...(shard !== null && { shard }) })),
  fingerprint,
  ...(adjustments !== null && { adjustments: adjustmentsOf(adjustments) }),
});

const stateOfAdjustments = ({
  warmStartFrom = [],
  inheritedTrainingJobs,
  numbers = {},
}: LaunchAdjustments): AdjustmentsState => ({
  warm_start_from: [...warmStartFrom],
  inherited_training_jobs: inheritedTrainingJobs ?? null,
  max_number_of_training_jobs: numbers.max_number_of_training_jobs ?? null,
  max_parallel_training_jobs: numbers.max_parallel_training_jobs ?? null,
  max_runtime_in_seconds: numbers.max_runtime_in_seconds ?? null,
  random_seed: numbers.random_seed ?? null,
});

function adjustmentsOf(state: AdjustmentsState): LaunchAdjustments {
  const numbers = ADJUSTABLE.flatMap((name) => (state[name] === null ? [] : [[name, state[name]]]));
  const { warm_start_from: parents, inherited_training_jobs: inherited } = state;
  return {
    ...(parents.length > 0 && { warmStartFrom: parents }),
    ...(inherited !== null && { inheritedTrainingJobs: inherited }),
    ...(numbers.length > 0 && {
      numbers: Object.fromEntries(numbers) as NonNullable<LaunchAdjustments['numbers']>,
    }),
  };
}

/** The current generation; `undefined` only in a broken state. */
export const generationInForce = (
  state: Pick<ExperimentState, 'generation' | 'generations'>,
): Generation | undefined =>
  state.generations.filter(({ generation }) => generation === state.generation).map(generationOf)[0];

/** The tuning jobs of the current generation, ordered by shard. */
export const jobsInForce = (
  state: Pick<ExperimentState, 'generation' | 'generations'>,
): readonly ShardJob[] => generationInForce(state)?.tuningJobs ?? [];
