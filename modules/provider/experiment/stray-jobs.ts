import { isAwsError, patiently, strayTuningJobs } from '../../aws';
import type { StrayTuningJob } from '../../aws';
import { messageOf } from '../../kernel';
import type { ProviderData } from '../provider-data';
import { ownerChange } from './owner-change';
import type { ExperimentState } from './types';

/** The running jobs of the experiment that state does not know, or why nobody can tell. */
export interface StrayJobs {
  readonly jobs: readonly StrayTuningJob[];
  /** Why the service did not list its jobs; absent when it did. */
  readonly unlisted?: string;
}

/**
 * Looks for running jobs that carry the experiment's tags and that state does not know. Looking is a service to whoever
 * rolled state back; being refused it, which needs a permission of its own, must not stand in the way of anything.
 *
 * @param patient outlasts what passes, for who does not look again: a destroy. A refresh does.
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
