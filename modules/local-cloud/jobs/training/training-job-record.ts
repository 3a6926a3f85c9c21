import type { CreateTrainingJobRequest, SecondaryStatus, TrainingJobStatus } from '@aws-sdk/client-sagemaker';
import type { Failure } from '../failure';

/** One value that a job printed for one of its metrics. */
export interface MetricValue {
  readonly name: string;
  readonly value: number;
  readonly timestampMs: number;
}

/** One step of a job's life, as DescribeTrainingJob lists it. */
export interface Transition {
  readonly status: SecondaryStatus;
  readonly startMs: number;
  readonly endMs?: number;
  readonly message: string;
}

/** Connects a training job with the tuning job that launched it. */
export interface TrialRecord {
  readonly tuningJobName: string;
  readonly tuningJobArn: string;
  /** Distinguishes tuning jobs that had the same name one after the other. */
  readonly tuningJobId: string;
  /** Position in the search, from 1. */
  readonly sequence: number;
  /** Of the training definition, if that has a name. */
  readonly definitionName?: string;
  /** The searched values, without the static ones. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly objective: { readonly type: 'Maximize' | 'Minimize'; readonly metricName: string };
  readonly objectiveStatus: 'Pending' | 'Succeeded' | 'Failed';
  /** True if the end of the local cloud ended it, not a fault of the trial. */
  readonly interrupted?: true;
  /** The interrupted trial that this one replaces. */
  readonly replaces?: string;
}

/** A training job, as durable as the store. Times in milliseconds since the epoch. */
export interface TrainingJobRecord {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateTrainingJobRequest;
  readonly imageDigest: string;
  readonly status: TrainingJobStatus;
  readonly transitions: readonly Transition[];
  readonly createdAtMs: number;
  readonly modifiedAtMs: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  /**
   * Measured time on instances, of all stays that have ended; the difference of two times is wrong if the time of day was set
   * in between, and counts the waits between the stays.
   */
  readonly tookMs?: number;
  /** Number of times that it was tried again after an internal error. */
  readonly retries?: number;
  readonly failure?: Failure;
  readonly modelArtifacts?: string;
  readonly finalMetrics: readonly MetricValue[];
  /** The runner and whether it isolated the program. Not part of any AWS response. */
  readonly runner?: { readonly name: string; readonly isolated: boolean };
  readonly trial?: TrialRecord;
}

/** A status and the sentence that goes with it. */
export interface Step {
  readonly status: SecondaryStatus;
  readonly message: string;
  /** The job's primary status; unchanged when absent. */
  readonly primary?: TrainingJobStatus;
}

/** The first step of a job on every instance. */
export const STARTING: Step = { status: 'Starting', message: 'Preparing the instances for training' };

/** Returns the record with one more step, which begins at `nowMs`. The previous step ends there. */
export function advance(record: TrainingJobRecord, step: Step, nowMs: number): TrainingJobRecord {
  const last = record.transitions.at(-1);
  // The time of day may have been set back: no step ends before its start.
  const at = Math.max(nowMs, last?.startMs ?? record.createdAtMs);
  const earlier = last === undefined ? [] : [...record.transitions.slice(0, -1), { ...last, endMs: at }];
  const primary = step.primary ?? record.status;
  const ended = isEnded(primary);
  const next: Transition = { status: step.status, startMs: at, message: step.message };
  return {
    ...record,
    status: primary,
    modifiedAtMs: at,
    transitions: [...earlier, ended ? { ...next, endMs: at } : next],
    ...(ended ? { endedAtMs: at } : {}),
  };
}

/** Whether the job no longer changes. */
export function isEnded(status: TrainingJobStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

/**
 * Returns the whole seconds on instances, rounded up as SageMaker bills them; undefined for a job that runs, never started, or
 * failed because of the service itself. Waits of a spot job between two instances are not in them.
 */
export function billableSeconds(record: TrainingJobRecord): number | undefined {
  if (record.failure?.fault === 'service') return undefined;
  if (record.startedAtMs === undefined || record.endedAtMs === undefined) return undefined;
  const took = record.tookMs ?? Math.min(record.endedAtMs - record.startedAtMs, longestRunMs(record.request));
  return Math.max(1, Math.ceil(took / 1000));
}

/** Returns the longest time on instances, of all attempts together (StoppingCondition). */
export const longestRunMs = ({ StoppingCondition: condition }: CreateTrainingJobRequest): number =>
  (condition?.MaxRuntimeInSeconds ?? 24 * 3600) * 1000;

/** Whether the job is tried again after one more internal error (RetryStrategy). */
export const mayRetry = ({ retries = 0, request }: Pick<TrainingJobRecord, 'retries' | 'request'>): boolean =>
  retries < (request.RetryStrategy?.MaximumRetryAttempts ?? 0);

/** Returns the record with the status of its objective, if it is an ended trial's: only a finite final value counts. */
export function withObjectiveStatus(record: TrainingJobRecord): TrainingJobRecord {
  const { trial, finalMetrics, status } = record;
  if (trial === undefined || !isEnded(status)) return record;
  const found = finalMetrics.some(({ name }) => name === trial.objective.metricName);
  const objectiveStatus = found && status !== 'Failed' ? 'Succeeded' : 'Failed';
  return { ...record, trial: { ...trial, objectiveStatus } };
}

/** Returns the job's final value of its objective, if it has one. */
export function objectiveValue(record: TrainingJobRecord): number | undefined {
  const { trial } = record;
  if (trial?.objectiveStatus !== 'Succeeded') return undefined;
  return record.finalMetrics.find((metric) => metric.name === trial.objective.metricName)?.value;
}
