import type { ExperimentSpec, TuningJobStatus } from '../../tuning';
import type { Ownership } from '../tags/ownership';
import type { Tags } from '../tags/sync-tags';

/** The tuning job that should exist. */
export interface DesiredTuningJob {
  /** 1 to 32 characters, unique per account and region without regard to case. */
  readonly name: string;
  readonly spec: ExperimentSpec;
  readonly ownership: Ownership;
  /** Every tag the job should carry, ownership included. */
  readonly tags: Tags;
}

/** How many training jobs of a tuning job ended in which way. */
export interface TrainingJobStatusCounters {
  readonly completed: number;
  readonly inProgress: number;
  readonly retryableError: number;
  readonly nonRetryableError: number;
  readonly stopped: number;
}

/** A tuning job as the service describes it. */
export interface ObservedTuningJob {
  readonly name: string;
  readonly arn: string;
  readonly status: TuningJobStatus;
  readonly failureReason?: string;
  readonly counters: TrainingJobStatusCounters;
  readonly createdAtMs: number;
  readonly tags: Tags;
  /** What the job was asked to do; absent for a job whose shape Tuneform cannot express. */
  readonly spec?: ExperimentSpec;
}
