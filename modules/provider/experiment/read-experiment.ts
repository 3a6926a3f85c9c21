import { describeTuningJob, patiently } from '../../aws';
import type { ReadRequest, ReadResult } from '../../plugin';
import { specOf } from '../../tuning';
import { imageMissingWarnings } from '../missing-image';
import type { ProviderData } from '../provider-data';
import { outcomeOf } from './aggregate-jobs';
import { imagesOf } from './images-of';
import { earlierJobs, isOpen } from './job-statuses';
import { refreshCost } from './refresh-cost';
import type { wholeSchema } from './schema';
import { isUnseen, stateAfterRead } from './state-of';
import { missingWarning } from './tuning-job-missing';
import { jobsInForce } from './tuning-jobs';
import type { ExperimentState } from './types';

/** Returns the state after a look at the tuning jobs of an experiment whose status may have changed. */
export async function readExperiment(
  { state, configured }: ReadRequest<typeof wholeSchema, ProviderData>,
  signal: AbortSignal,
): Promise<ReadResult<typeof wholeSchema>> {
  const { session, defaultTags } = configured;
  const outcomes = await Promise.all(
    jobsInForce(state).map(async ({ name }) => {
      const observed = await patiently(session, signal, () => describeTuningJob(session, name, signal));
      return { name, ...outcomeOf(observed, statusIfAbsent(state, name)), objectId: observed?.objectId };
    }),
  );
  const earlier = await Promise.all(
    earlierJobs(state)
      .filter(isOpen)
      .map(async ({ name }) => {
        const observed = await patiently(session, signal, () => describeTuningJob(session, name, signal));
        return { name, ...outcomeOf(observed, 'Missing') };
      }),
  );
  const missing = outcomes.filter(({ status }) => status === 'Missing');
  const running = outcomes.find(({ status }) => status === 'InProgress');
  const used = {
    who: `Tuning job "${running?.name ?? ''}"`,
    then: 'training jobs that start from now on will fail',
  };
  const uris = running === undefined ? [] : imagesOf(specOf(state));
  const warnings = uris.map((uri) => imageMissingWarnings(session, { ...used, uri }, signal));
  const now = stateAfterRead(state, outcomes, defaultTags, earlier);
  const cost = await refreshCost(configured, { before: state, now }, signal);
  // Terraform drops the private bytes, which hold the id, when the provider ends during an update.
  const found = outcomes.find(({ objectId }) => objectId !== undefined)?.objectId ?? null;
  return {
    state: { ...now, cost, object_id: state.object_id ?? found },
    diagnostics: [
      ...missing.map(({ name }) => missingWarning(name, state.on_missing)),
      ...(await Promise.all(warnings)).flat(),
    ],
  };
}

/** One tuning job of a search may not be launched yet while the record of another, which was, has been deleted. */
function statusIfAbsent({ status, tuning_job_statuses: statuses }: ExperimentState, name: string) {
  const known = statuses[name] ?? status;
  return isUnseen(known) ? known : 'Missing';
}
