import { isAwsError, isOfSuccessor, patiently, strayTrainingJobs } from '../../aws';
import type { Claim, StrayTrainingJob } from '../../aws';
import { messageOf, warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import type { ProviderData } from '../provider-data';
import type { TrainingJobState } from './types';

/** The running jobs of a smoke run that are not in state, or the warning that the service did not list them. */
export interface StrayRuns {
  readonly jobs: readonly StrayTrainingJob[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Looks for running jobs that have the tags of a smoke run that is destroyed but are not in state. It needs a permission of its own, so
 * a refusal must not block anything. Leaves those of an object that has replaced this one.
 */
export async function strayRuns(
  { session, owner }: ProviderData,
  { name, training_job_name: known }: TrainingJobState,
  { claim, signal }: { readonly claim: Claim; readonly signal: AbortSignal },
): Promise<StrayRuns> {
  try {
    const look = () => strayTrainingJobs(session, { owner, name, known }, signal);
    const jobs = await patiently(session, signal, look);
    return { jobs: jobs.filter(({ objectId }) => !isOfSuccessor(claim, objectId)), warnings: [] };
  } catch (error) {
    const reason = isAwsError(error, 'access denied') ? error.serviceMessage : messageOf(error);
    return { jobs: [], warnings: [notListed(name, reason)] };
  }
}

/** A destroy stopped a job that was not in state. */
export function strayRunStopped(smokeRun: string, { name }: StrayTrainingJob): Diagnostic {
  return warningAt(
    [],
    'Stopped a Training Job Not in State',
    `Training job "${name}" was running and was stopped too: it was not in state, but its tags name smoke run "${smokeRun}" and its ` +
      'name follows from them. [STRAY_SMOKE_RUN_STOPPED]',
  );
}

function notListed(smokeRun: string, reason: string): Diagnostic {
  return warningAt(
    [],
    'Running Training Jobs Not Listed',
    `The training job of smoke run "${smokeRun}" in state has ended. Whether one is running that is not in state is unknown, because ` +
      `the service did not list the running ones. To check: tuneform orphans. Service reason: "${reason}" [SMOKE_RUNS_NOT_LISTED]`,
  );
}
