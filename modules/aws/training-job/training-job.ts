import type { TrainingJobSpec, TrialRecord } from '../../tuning';
import type { ObjectId } from '../tags/object-id';
import type { TrainingJobOwnership } from '../tags/ownership';
import type { Tags } from '../tags/sync-tags';
import type { UsedMachine } from './used-machines';

/** The training job that should exist. */
export interface DesiredTrainingJob {
  /** 1 to 63 characters, unique per account and region. */
  readonly name: string;
  readonly spec: TrainingJobSpec;
  readonly ownership: TrainingJobOwnership;
  /** All tags of the job, including ownership. */
  readonly tags: Tags;
  /** The Terraform object that takes it over or launches it. */
  readonly objectId: ObjectId;
}

/** The description of a training job that no search launched. */
export interface ObservedTrainingJob {
  readonly name: string;
  readonly arn: string;
  readonly status: TrialRecord['status'];
  readonly failureReason?: string;
  /** Final values that the service read from the log. */
  readonly finalMetrics: Readonly<Record<string, number>>;
  /** `s3://…/model.tar.gz`; absent if the job has no artifact. */
  readonly modelDataUrl?: string;
  readonly billableSeconds?: number;
  /** Those that it ran on; empty while that is not known. */
  readonly machines: readonly UsedMachine[];
  /** Milliseconds since the epoch; absent while it runs. */
  readonly endedAtMs?: number;
  readonly tags: Tags;
  /** The Terraform object that it carries the id of. */
  readonly objectId?: ObjectId;
  /** Members of the description that no attribute stands for; absent if there are none. */
  readonly inexpressible?: readonly string[];
  /** The job's specification; absent if Tuneform cannot express it. */
  readonly spec?: TrainingJobSpec;
}
