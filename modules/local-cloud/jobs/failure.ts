/** Why a job failed. `services/sagemaker/training-jobs/failure-reason.ts` writes it in SageMaker's words. */
export interface Failure {
  /** The program in the container, what the request asks for, or the local cloud itself; absent for a search. */
  readonly fault?: 'program' | 'request' | 'service';
  readonly reason: string;
  /** The program's, if it ended by itself. */
  readonly exitCode?: number;
}

/** Most characters of a reason that a record keeps. */
export const LONGEST_REASON = 1024;
