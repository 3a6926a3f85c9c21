import { specOf } from '../../tuning';
import type { ProviderData } from '../provider-data';
import type { PriorExperiment } from './decide-generation';
import { ownerChange } from './owner-change';
import type { ExperimentStatus } from './state-of';
import { generationOf } from './tuning-jobs';
import type { ExperimentState } from './types';

const UNSEEN_BECAUSE: Readonly<Record<string, string | undefined>> = {
  Pending: 'the service has had no capacity for it so far, or refused a part of it',
  Unconfirmed: 'it was requested but not observed yet; an existing tuning job is adopted',
} satisfies Partial<Record<ExperimentStatus, string>>;

/** Returns what state records about an experiment, as far as a decision on its search depends on it. */
export function priorOf(state: ExperimentState, configured: ProviderData): PriorExperiment {
  return {
    owner: ownerChange(state, configured)?.from,
    name: state.name,
    run: state.run,
    spec: specOf(state),
    generation: state.generation,
    fingerprint: state.fingerprint,
    generations: state.generations.map(generationOf),
    unseenBecause: UNSEEN_BECAUSE[state.status],
    progress: progressOf(state),
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
