import type { MetricValue, Step, TrainingJobRecord } from './training-job-record';

/** Reason for ending a job before its program ends by itself. */
export type StopCause = 'requested' | 'early stopping' | 'maximum runtime' | 'maximum wait' | 'shutdown';

/** How the run reads and writes its record. */
export interface RunHooks {
  record(): TrainingJobRecord;
  step(step: Step, members?: Partial<TrainingJobRecord>): void;
  /** Receives the values that the program just printed. */
  metrics(values: readonly MetricValue[]): void;
  /** Called before the program starts on a further instance: from a checkpoint, or from the beginning. */
  startsAgain(fromCheckpoint: boolean): void;
  /** Called before a job that did all its work becomes Completed. */
  completing(): Promise<void>;
  /** Number of jobs of this kind that may run concurrently. */
  readonly siblings: number;
}
