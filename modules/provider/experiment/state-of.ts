import type { ObservedTuningJob, Tags } from '../../aws';
import { isUnknown } from '../../plugin';
import { ownTags } from '../own-tags';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/**
 * Statuses that SageMaker does not have. `Pending`: not launched for want of capacity. `Unconfirmed`: asked for, not
 * refused and not seen yet, so it may run. `Missing`: launched, and its record deleted elsewhere.
 */
export type ExperimentStatus = ObservedTuningJob['status'] | 'Pending' | 'Unconfirmed' | 'Missing';

/** True for a tuning job that the next apply asks for: nobody has seen it yet. */
export const isUnseen = (status: string): boolean => status === 'Pending' || status === 'Unconfirmed';

/** What is known about the job after applying. */
export interface Outcome {
  readonly status: ExperimentStatus;
  readonly observed?: ObservedTuningJob;
}

/**
 * The state after applying: the plan, with what it left open filled in from what was observed. What the plan had
 * already decided stays, because Terraform holds a provider to its word.
 */
export function stateAfterApply(planned: ExperimentFinalPlan, outcome: Outcome): ExperimentState {
  const { observed } = outcome;
  const filled = {
    tuning_job_arn: observed?.arn ?? null,
    status: outcome.status,
    training_job_status_counters: observed === undefined ? null : countersOf(observed),
    tags_all: observed?.tags ?? {},
  };
  const open = Object.entries(filled).filter(([name]) =>
    isUnknown(planned[name as keyof ExperimentFinalPlan]),
  );
  return { ...planned, ...Object.fromEntries(open) } as ExperimentState;
}

/** The state after looking: only what a person or the service really changed differs from before. */
export function stateAfterRead(
  state: ExperimentState,
  observed: ObservedTuningJob,
  defaultTags: Tags,
): ExperimentState {
  return {
    ...state,
    tuning_job_arn: observed.arn,
    status: observed.status,
    training_job_status_counters: countersOf(observed),
    tags: ownTags(state.tags, observed.tags, defaultTags),
    tags_all: observed.tags,
  };
}

export function countersOf(observed: ObservedTuningJob) {
  const { counters } = observed;
  return {
    completed: counters.completed,
    in_progress: counters.inProgress,
    retryable_error: counters.retryableError,
    non_retryable_error: counters.nonRetryableError,
    stopped: counters.stopped,
  };
}
