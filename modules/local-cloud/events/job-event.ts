/** A job or an endpoint was created or changed its status. */
export interface JobEvent {
  readonly kind: 'training job' | 'tuning job' | 'endpoint';
  readonly name: string;
  readonly arn: string;
  /** The status now, in SageMaker's words. */
  readonly status: string;
  /** Milliseconds since the epoch. */
  readonly atMs: number;
}
