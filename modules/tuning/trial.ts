/** Status of a tuning job, as DescribeHyperParameterTuningJob reports it. */
export type TuningJobStatus =
  'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped' | 'Deleting' | 'DeleteFailed';

/** True when the tuning job will launch nothing more and change no more by itself. */
export function isTerminal(status: TuningJobStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped' || status === 'DeleteFailed';
}

/** One training job of a tuning job, as ListTrainingJobsForHyperParameterTuningJob reports it. */
export interface TrialRecord {
  readonly trainingJobName: string;
  readonly trainingJobArn: string;
  readonly tuningJobName: string;
  readonly status: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped' | 'Deleting';
  /** Final value of the objective metric; absent when none was emitted. May be NaN or infinite if the job said so. */
  readonly objectiveValue?: number;
  readonly objectiveStatus: 'Succeeded' | 'Pending' | 'Failed';
  /** Values of the searched parameters, as strings. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  /** Time SageMaker bills, seconds, for one instance. */
  readonly billableSeconds?: number;
}
