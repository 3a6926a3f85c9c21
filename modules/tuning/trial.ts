/** Status of a tuning job, as DescribeHyperParameterTuningJob reports it. */
export type TuningJobStatus =
  'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped' | 'Deleting' | 'DeleteFailed';

/** True if the tuning job launches no more training jobs and no longer changes by itself. */
export function isTerminal(status: TuningJobStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Stopped' || status === 'DeleteFailed';
}

/** One training job of a tuning job, as ListTrainingJobsForHyperParameterTuningJob reports it. */
export interface TrialRecord {
  readonly trainingJobName: string;
  readonly trainingJobArn: string;
  readonly tuningJobName: string;
  readonly status: 'InProgress' | 'Completed' | 'Failed' | 'Stopping' | 'Stopped' | 'Deleting';
  /**
   * Final value of the objective metric; absent if the job emitted none. May be NaN or infinite if the job reported
   * that.
   */
  readonly objectiveValue?: number;
  /** Name of the metric of `objectiveValue`, by which its training definition compares; absent if the job emitted none. */
  readonly metricName?: string;
  /** Whether the service compares `objectiveValue` as better if larger or smaller; absent if it does not say. */
  readonly metricGoal?: 'Maximize' | 'Minimize';
  readonly objectiveStatus: 'Succeeded' | 'Pending' | 'Failed';
  /** Values of the searched parameters, as strings. */
  readonly hyperparameters: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  readonly startedAtMs?: number;
  readonly endedAtMs?: number;
  /** Its training definition, where the search has several. */
  readonly definitionName?: string;
  /** Why it failed, in the service's words. */
  readonly failureReason?: string;
  /** Seconds that SageMaker bills, for one instance. */
  readonly billableSeconds?: number;
}
