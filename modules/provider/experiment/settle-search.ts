import { asLaunched, describeTuningJob, syncTags } from '../../aws';
import type { DesiredTuningJob } from '../../aws';
import type { ApplyResult } from '../../plugin';
import type { ProviderData } from '../provider-data';
import { outcomeOf } from './aggregate-jobs';
import type { Outcome } from './aggregate-jobs';
import { desiredJobs } from './desired-jobs';
import { withOutcomes } from './job-statuses';
import type { wholeSchema } from './schema';
import type { SearchRequest } from './search-request';
import { stateAfterApply } from './state-of';
import { stopEarlier } from './stop-other-searches';
import { notStoppedWarnings } from './stop-tuning-jobs';
import { missingWarning } from './tuning-job-missing';

/** Returns to an earlier search. The plan promised that this costs nothing, so a deleted record launches nothing. */
export async function reuse(
  request: SearchRequest,
  signal: AbortSignal,
): Promise<ApplyResult<typeof wholeSchema>> {
  const { planned, configured, prior } = request;
  const found = await settleTags(desiredJobs(planned, configured), configured, signal);
  const missing = found.filter(({ status }) => status === 'Missing');
  const stopped = await stopEarlier(request, signal);
  return {
    state: stateAfterApply(planned, found, withOutcomes(prior?.tuning_job_statuses ?? {}, stopped)),
    diagnostics: [
      ...missing.map(({ name }) => missingWarning(name, planned.on_missing)),
      ...notStoppedWarnings(stopped),
    ],
  };
}

export async function repairTags(
  request: SearchRequest,
  signal: AbortSignal,
): Promise<ApplyResult<typeof wholeSchema>> {
  const { planned, configured, prior } = request;
  const found = await settleTags(desiredJobs(planned, configured), configured, signal);
  const stopped = await stopEarlier(request, signal);
  return {
    state: stateAfterApply(planned, found, withOutcomes(prior?.tuning_job_statuses ?? {}, stopped)),
    diagnostics: notStoppedWarnings(stopped),
  };
}

/** Writes the tags of the existing tuning jobs. Returns their state before. */
export function settleTags(
  jobs: readonly DesiredTuningJob[],
  { session }: ProviderData,
  signal: AbortSignal,
): Promise<readonly (Outcome & { readonly name: string })[]> {
  return Promise.all(
    jobs.map(async ({ name, tags }) => {
      const observed = await describeTuningJob(session, name, signal);
      if (observed !== undefined) {
        const desired = asLaunched(tags, observed.tags);
        await syncTags(session, observed.arn, { observed: observed.tags, desired, signal });
      }
      return { name, ...outcomeOf(observed, 'Missing') };
    }),
  );
}
