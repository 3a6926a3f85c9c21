import type { CreateTrainingJobRequest, SecondaryStatus, TrainingJobStatus } from '@aws-sdk/client-sagemaker';

/** One value a job printed for one of its metrics. */
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

/** What ties a training job to the tuning job that launched it. */
export interface TrialRecord {
  readonly tuningJobName: string;
  readonly tuningJobArn: string;
  /** Tells apart tuning jobs that had the same name one after the other. */
  readonly tuningJobId: string;
  /** Position in the search, from 1. */
  readonly sequence: number;
  /** The searched values, without the static ones. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  readonly objective: { readonly type: 'Maximize' | 'Minimize'; readonly metricName: string };
  readonly objectiveStatus: 'Pending' | 'Succeeded' | 'Failed';
  /** Ended by the local cloud's own end, through no fault of the trial's. */
  readonly interrupted?: true;
  /** The interrupted trial whose place this one took. */
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
  /** From its start to its end, measured; the difference of the two moments is none if the time of day was set between. */
  readonly tookMs?: number;
  readonly failureReason?: string;
  readonly modelArtifacts?: string;
  readonly finalMetrics: readonly MetricValue[];
  /** How it was run and whether it was kept from the host. Not part of any AWS answer. */
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

/** The record after one more step at `nowMs`. The previous step ends there. */
export function advance(record: TrainingJobRecord, step: Step, nowMs: number): TrainingJobRecord {
  const last = record.transitions.at(-1);
  // The time of day may have been set back: no step ends before it began.
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

/** Whether nothing will change any more. */
export function isEnded(status: TrainingJobStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped';
}

/**
 * Whole seconds from start to end, rounded up as SageMaker bills them; undefined while running, never started, or
 * when the service itself failed.
 */
export function billableSeconds(record: TrainingJobRecord): number | undefined {
  if (record.failureReason?.startsWith('InternalServerError') === true) return undefined;
  if (record.startedAtMs === undefined || record.endedAtMs === undefined) return undefined;
  const longest = (record.request.StoppingCondition?.MaxRuntimeInSeconds ?? 24 * 3600) * 1000;
  const took = record.tookMs ?? Math.min(record.endedAtMs - record.startedAtMs, longest);
  return Math.max(1, Math.ceil(took / 1000));
}

/** The job's final value of its objective, when it has one. */
export function objectiveValue(record: TrainingJobRecord): number | undefined {
  const { trial } = record;
  if (trial?.objectiveStatus !== 'Succeeded') return undefined;
  return record.finalMetrics.find((metric) => metric.name === trial.objective.metricName)?.value;
}
