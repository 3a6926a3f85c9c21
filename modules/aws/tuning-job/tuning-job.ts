import type { ExperimentSpec, LaunchAdjustments, TuningJobStatus } from '../../tuning';
import type { ObjectId } from '../tags/object-id';
import type { Ownership } from '../tags/ownership';
import type { Tags } from '../tags/sync-tags';

/** The tuning job that should exist. */
export interface DesiredTuningJob {
  /** 1 to 32 characters, unique per account and region without regard to case. */
  readonly name: string;
  /** The configured search. */
  readonly spec: ExperimentSpec;
  /** What to request otherwise. */
  readonly adjustments?: LaunchAdjustments | undefined;
  readonly ownership: Ownership;
  /** All tags of the job, including ownership. */
  readonly tags: Tags;
  /** The Terraform object that takes it over or launches it. */
  readonly objectId: ObjectId;
}

/** The number of a tuning job's training jobs by status. */
export interface TrainingJobStatusCounters {
  readonly completed: number;
  readonly inProgress: number;
  readonly retryableError: number;
  readonly nonRetryableError: number;
  readonly stopped: number;
}

/** A tuning job's description. */
export interface ObservedTuningJob {
  readonly name: string;
  readonly arn: string;
  readonly status: TuningJobStatus;
  readonly failureReason?: string;
  readonly counters: TrainingJobStatusCounters;
  readonly createdAtMs: number;
  /** The one with the best objective so far; absent if there is none yet. */
  readonly bestTrainingJobName?: string;
  readonly tags: Tags;
  /** The Terraform object that it carries the id of. */
  readonly objectId?: ObjectId;
  /** Members of the description that no attribute stands for, with AWS's names; absent if there are none. */
  readonly inexpressible?: readonly string[];
  /** The search that was configured; absent if Tuneform cannot express it. */
  readonly spec?: ExperimentSpec;
  /** What was requested otherwise; absent with the spec. */
  readonly adjustments?: LaunchAdjustments;
}
