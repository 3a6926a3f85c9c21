import { specOf } from '../../tuning';
import type { ProviderData } from '../provider-data';
import type { PriorExperiment } from './decide-generation';
import { missingJobs, unseenJobs } from './job-statuses';
import { ownerChange } from './owner-change';
import type { ExperimentStatus } from './state-of';
import { generationOf } from './tuning-jobs';
import type { ExperimentPlan, ExperimentState } from './types';

const UNSEEN_BECAUSE: Readonly<Record<string, string | undefined>> = {
  Pending: 'the service has had no capacity for it so far, or refused a part of it',
  Unconfirmed: 'it was requested but not observed yet; an existing tuning job is adopted',
} satisfies Partial<Record<ExperimentStatus, string>>;

/** Returns what state records about an experiment, as far as a decision on its search depends on it. */
export function priorOf(
  state: ExperimentState,
  configured: ProviderData,
  { on_change: onChange, on_missing: onMissing }: Pick<ExperimentPlan, 'on_change' | 'on_missing'>,
): PriorExperiment {
  const unseen = unseenJobs(state);
  const missing = onMissing === 'relaunch' ? missingJobs(state) : [];
  return {
    owner: ownerChange(state, configured)?.from,
    name: state.name,
    run: state.run,
    spec: specOf(state),
    generation: state.generation,
    fingerprint: state.fingerprint,
    generations: state.generations.map(generationOf),
    toRequest: [...unseen, ...missing],
    unseenBecause:
      unseen.length > 0
        ? UNSEEN_BECAUSE[state.status]
        : missing.length > 0
          ? `the record of tuning job ${missing.join(', ')} was deleted, and on_missing is relaunch`
          : undefined,
    progress: { ...progressOf(state), isStopped: onChange === 'stop_previous' },
  };
}

function progressOf({
  status,
  training_job_status_counters: counters,
}: ExperimentState): PriorExperiment['progress'] {
  return {
    status: status as ExperimentStatus,
    ...(counters !== null && {
      trainingJobs: {
        completed: counters.completed,
        launched: counters.completed + counters.in_progress + counters.stopped + counters.non_retryable_error,
      },
    }),
  };
}
