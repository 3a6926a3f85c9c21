import type { ObservedTuningJob, Tags } from '../../aws';
import { isUnknown } from '../../plugin';
import { ownTags } from '../own-tags';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/**
 * Statuses that SageMaker does not have. `Pending`: not launched, because the service has no capacity. `Unconfirmed`:
 * requested, not refused and not observed yet, so it may be running. `Missing`: launched, but its record was deleted
 * outside Terraform.
 */
export type ExperimentStatus = ObservedTuningJob['status'] | 'Pending' | 'Unconfirmed' | 'Missing';

/** True for a tuning job that the next apply requests: it has not been observed yet. */
export const isUnseen = (status: string): boolean => status === 'Pending' || status === 'Unconfirmed';

/** The known facts about the job after an apply. */
export interface Outcome {
  readonly status: ExperimentStatus;
  readonly observed?: ObservedTuningJob;
}

/**
 * Returns the state after an apply: the plan, with its unknown values filled in from the observation. Values that the
 * plan had decided stay, because Terraform rejects a different result.
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

/**
 * Returns the state after a refresh: it differs from the previous one only where a person or the service changed
 * something.
 */
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
