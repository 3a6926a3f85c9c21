import type { ExperimentSpec } from './spec';

/** The numbers in which a launch may differ from the configuration. */
export const ADJUSTABLE = [
  'max_number_of_training_jobs',
  'max_parallel_training_jobs',
  'max_runtime_in_seconds',
  'random_seed',
] as const;

export type AdjustableName = (typeof ADJUSTABLE)[number];

/** Some of the adjustable numbers; `null` is known to be absent. */
export type AdjustableNumbers<T = number> = Readonly<Partial<Record<AdjustableName, T>>>;

/**
 * How a search was launched where that differs from what is configured. The configuration is the identity of a search; this is
 * none of it, because it depends on what ran before and on money. Recorded in state for each generation.
 */
export interface LaunchAdjustments {
  /** Tuning jobs to start from, as IdenticalDataAndAlgorithm; newest first, 1 to 5. Absent: a cold start. */
  readonly warmStartFrom?: readonly string[];
  /** Training jobs that they ran, which the service counts against the limit of this search. */
  readonly inheritedTrainingJobs?: number;
  /** Numbers requested instead of the configured ones. */
  readonly numbers?: AdjustableNumbers;
}

/** Returns true if the launch follows the configuration exactly. */
export const isAsConfigured = ({ warmStartFrom = [], numbers = {} }: LaunchAdjustments): boolean =>
  warmStartFrom.length === 0 && Object.keys(numbers).length === 0;

/** Returns the search to request: the configured one with the adjustments. */
export function adjustSpec(spec: ExperimentSpec, adjustments: LaunchAdjustments): ExperimentSpec {
  const { warmStartFrom = [], numbers = {} } = adjustments;
  return {
    ...withNumbers(spec, numbers),
    ...(warmStartFrom.length > 0 && {
      warm_start_config: {
        parent_hyper_parameter_tuning_jobs: warmStartFrom.map((name) => ({
          hyper_parameter_tuning_job_name: name,
        })),
        warm_start_type: 'IdenticalDataAndAlgorithm',
      },
    }),
  };
}

/** Returns the adjustable numbers of a search; `null` for those that it does not have. */
export const numbersOf = ({
  resource_limits: limits,
  random_seed: seed,
}: ExperimentSpec): Readonly<Record<AdjustableName, number | null>> => ({
  max_number_of_training_jobs: limits.max_number_of_training_jobs ?? null,
  max_parallel_training_jobs: limits.max_parallel_training_jobs,
  max_runtime_in_seconds: limits.max_runtime_in_seconds ?? null,
  random_seed: seed ?? null,
});

/** Returns the search with other numbers; a `null` takes a number away that may be absent. */
export function withNumbers(spec: ExperimentSpec, numbers: AdjustableNumbers<number | null>): ExperimentSpec {
  const { random_seed: _seed, resource_limits: limits, ...others } = spec;
  const { max_number_of_training_jobs: _most, max_runtime_in_seconds: _runtime, ...required } = limits;
  const now = { ...numbersOf(spec), ...numbers };
  const { max_number_of_training_jobs: most, max_runtime_in_seconds: runtime } = now;
  const { max_parallel_training_jobs: parallel, random_seed: seed } = now;
  return {
    ...others,
    resource_limits: {
      ...(most !== null && { max_number_of_training_jobs: most }),
      ...required,
      ...(parallel !== null && { max_parallel_training_jobs: parallel }),
      ...(runtime !== null && { max_runtime_in_seconds: runtime }),
    },
    ...(seed !== null && { random_seed: seed }),
  };
}
