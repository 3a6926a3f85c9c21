import type { TrainingDependencies } from '../training/training-dependencies';
import type { TrainingJobRecord } from '../training/training-job-record';
import type { TuningJobRecord } from './tuning-job-record';

/** What a request decides about a tuning job. */
export type NewTuningJob = Pick<
  TuningJobRecord,
  'name' | 'arn' | 'id' | 'request' | 'imageDigests' | 'algorithms' | 'parents' | 'createdAtMs'
>;

/** Tags of every training job that a tuning job launches. */
export interface TrialIdentity {
  readonly arnOf: (trainingJobName: string) => string;
  /** Called inside the transaction that creates the trial. */
  readonly tag: (job: TuningJobRecord, trial: TrainingJobRecord) => void;
}

/** The dependencies of the search itself; training jobs handle its trials. */
export type TuningDependencies = Pick<TrainingDependencies, 'store' | 'events' | 'clock' | 'logger'>;
