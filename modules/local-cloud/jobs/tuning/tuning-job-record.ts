import type {
  CreateHyperParameterTuningJobRequest,
  HyperParameterTrainingJobDefinition,
  HyperParameterTuningJobObjective,
  HyperParameterTuningJobStatus,
  ParameterRanges,
} from '@aws-sdk/client-sagemaker';
import type { SearchStrategy } from '../../../search';
import type { Failure } from '../failure';
import type { AlgorithmShare } from '../training/algorithm-record';
import { combinations } from './combinations';
import type { TuningSummary } from './tuning-summary';

/** A tuning job, as durable as the store. Times in milliseconds since the epoch. */
export interface TuningJobRecord {
  readonly name: string;
  readonly arn: string;
  /** Unlike the name, never used twice. */
  readonly id: string;
  readonly request: CreateHyperParameterTuningJobRequest;
  /** Of each training definition, in the request's order. */
  readonly imageDigests: readonly string[];
  /** What trials take from the algorithms of the definitions that name one, by position in the request. */
  readonly algorithms?: Readonly<Record<number, AlgorithmShare>>;
  readonly seed: number;
  /** Of a warm start, as they were at its creation: they had ended. */
  readonly parents?: readonly ParentJob[];
  readonly status: HyperParameterTuningJobStatus;
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly endedAtMs?: number;
  readonly failure?: Failure;
  /**
   * Set once the end is decided: no more trials are launched, and the job gets this status once its trials have
   * ended.
   */
  readonly closing?: Ending;
  readonly summary: TuningSummary;
  readonly progress?: TuningProgress;
}

/** The state of a search with respect to its completion criteria, criteria that were not requested included. */
export interface TuningProgress {
  /** Number of latest completed jobs that did not improve the best value. */
  readonly jobsNotImproving: number;
  readonly convergedAtMs?: number;
}

/** A finished tuning job that a later one learns from. Its record may have been deleted since. */
export interface ParentJob {
  readonly id: string;
  /** Name of its best training job. */
  readonly best?: string;
  /** Number of its training jobs, which count against the limit of its children. */
  readonly trials: number;
}

export interface Ending {
  readonly status: 'Completed' | 'Failed' | 'Stopped';
  readonly reason?: string;
  /** Present if the local cloud itself failed. */
  readonly fault?: 'service';
}

/** A training definition with its search space and objective, wherever the request has them: beside it or, in a list, inside. */
export interface EffectiveDefinition {
  /** Position in the request. */
  readonly index: number;
  readonly definition: HyperParameterTrainingJobDefinition;
  readonly objective: HyperParameterTuningJobObjective | undefined;
  readonly ranges: ParameterRanges;
}

/** Returns the training definitions of a request: its single one, or those of its list. */
export function effectiveDefinitions(
  request: CreateHyperParameterTuningJobRequest,
): readonly EffectiveDefinition[] {
  const {
    TrainingJobDefinition: single,
    TrainingJobDefinitions: list = [],
    HyperParameterTuningJobConfig: config,
  } = request;
  return (single === undefined ? list : [single]).map((definition, index) => ({
    index,
    definition,
    objective: definition.TuningObjective ?? config?.HyperParameterTuningJobObjective,
    ranges: definition.HyperParameterRanges ?? config?.ParameterRanges ?? {},
  }));
}

/**
 * Returns the number of jobs that a tuning job may launch; if the request names none, SageMaker's own limit or, if that
 * is less, the number of combinations.
 */
export function maxTrainingJobs({
  request,
  parents = [],
}: Pick<TuningJobRecord, 'request' | 'parents'>): number {
  const { Strategy: strategy, ResourceLimits: limits } = request.HyperParameterTuningJobConfig ?? {};
  if (limits?.MaxNumberOfTrainingJobs !== undefined) return limits.MaxNumberOfTrainingJobs;
  const left = serviceLimit(strategy) - inheritedTrials(parents);
  return Math.max(1, Math.min(left, distinctTrials(effectiveDefinitions(request))));
}

/** Returns the number of training jobs of all parents. */
export const inheritedTrials = (parents: readonly ParentJob[]): number =>
  parents.reduce((sum, { trials }) => sum + trials, 0);

/** Returns the number of different trials of all definitions; Infinity with a continuous range. */
export const distinctTrials = (definitions: readonly EffectiveDefinition[]): number =>
  definitions.reduce((sum, { ranges }) => sum + combinations(ranges), 0);

/**
 * The strategies of this local cloud, each with the maximum number of jobs ("Automatic Model Tuning", limits, with
 * every raise granted).
 */
const MOST_JOBS: Readonly<Record<SearchStrategy, number>> = {
  Bayesian: 750,
  Random: 10_000,
  Grid: 750,
  Hyperband: 750,
};

/**
 * Returns the strategy by that name.
 *
 * @throws For any other name: a search by another strategy than the requested one would mislead
 */
export function strategyOf(name: string | undefined): SearchStrategy {
  const strategy = (Object.keys(MOST_JOBS) as SearchStrategy[]).find((known) => known === name);
  if (strategy === undefined) throw new Error(`The local cloud has no search strategy ${name ?? '(none)'}.`);
  return strategy;
}

/** Training jobs per tuning job. */
export const serviceLimit = (strategy: string | undefined): number => MOST_JOBS[strategyOf(strategy)];

export function maxParallel(request: CreateHyperParameterTuningJobRequest): number {
  return request.HyperParameterTuningJobConfig?.ResourceLimits?.MaxParallelTrainingJobs ?? 1;
}

/** Whether the job no longer changes. */
export function isTuningEnded(status: HyperParameterTuningJobStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}
