import { isAwsError, patiently, strayTuningJobs } from '../../aws';
import type { StrayTuningJob } from '../../aws';
import { messageOf } from '../../kernel';
import type { ProviderData } from '../provider-data';
import { ownerChange } from './owner-change';
import type { ExperimentState } from './types';

/** The running jobs of the experiment that are not in state, or why the service did not list them. */
export interface StrayJobs {
  readonly jobs: readonly StrayTuningJob[];
  /** Why the service did not list its jobs; absent if it did. */
  readonly unlisted?: string;
}

/**
 * Looks for running jobs that have the experiment's tags but are not in state. The search helps a user who has rolled
 * state back. It needs a permission of its own, so a refusal must not block anything.
 *
 * @param patient waits out passing failures, because the caller does not look again: true for a destroy, false for a
 * refresh
 */
export async function strayJobs(
  configured: ProviderData,
  state: ExperimentState,
  { signal, patient }: { readonly signal: AbortSignal; readonly patient: boolean },
): Promise<StrayJobs> {
  const { session, board, owner } = configured;
  const before = ownerChange(state, configured)?.from;
  const search = {
    experiment: state.name,
    owners: new Set(before === undefined ? [owner] : [owner, before]),
    known: new Set(state.generations.flatMap((one) => one.tuning_jobs.map(({ name }) => name))),
  };
  try {
    const look = () => strayTuningJobs(board.running, search, signal);
    return { jobs: await (patient ? patiently(session, signal, look) : look()) };
  } catch (error) {
    const reason = isAwsError(error, 'access denied') ? error.serviceMessage : messageOf(error);
    return { jobs: [], unlisted: reason };
  }
}
