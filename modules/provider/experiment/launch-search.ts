import type { ApplyResult } from '../../plugin';
import { specOf } from '../../tuning';
import { checkImage } from './check-image';
import { desiredJobs } from './desired-jobs';
import { gatherLaunches } from './gather-launches';
import type { LaunchEnd } from './gather-launches';
import { imagesOf } from './images-of';
import { missingJobs, unseenJobs, withOutcomes } from './job-statuses';
import { launchTuningJob } from './launch-tuning-job';
import type { wholeSchema } from './schema';
import type { SearchRequest } from './search-request';
import { settleTags } from './settle-search';
import { stateAfterApply } from './state-of';
import { stopEarlier, stopParents } from './stop-other-searches';
import { hasEnded, notStoppedWarnings, parentsRunningWarning } from './stop-tuning-jobs';
import { jobsInForce } from './tuning-jobs';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/**
 * Launches the tuning jobs of the current search that the last apply did not see, after the searches that it starts from have
 * ended. Then stops the ones that it supersedes.
 */
export async function launchSearch(
  { planned, configured, prior }: SearchRequest,
  signal: AbortSignal,
): Promise<ApplyResult<typeof wholeSchema>> {
  const images = imagesOf(specOf(planned));
  await Promise.all(images.map((image) => checkImage(configured.session, image, signal)));
  const jobs = desiredJobs(planned, configured);
  const parents = await stopParents({ planned, configured, prior }, signal);
  const unended = parents.filter((parent) => !hasEnded(parent));
  if (unended.length > 0) {
    return {
      state: stateAfterApply(
        planned,
        jobs.map(() => ({ status: 'Pending' })),
        withOutcomes(prior?.tuning_job_statuses ?? {}, parents),
      ),
      diagnostics: [
        ...notStoppedWarnings(parents),
        parentsRunningWarning(planned.tuning_job_name as string, unended),
      ],
    };
  }
  const settled = settledJobs(planned, prior);
  // Of several jobs that are requested again, the existing ones were launched by the apply that left the others pending.
  const isExpected =
    jobs.length > 1 && prior?.status === 'Pending' && prior.generation === planned.generation;
  const ends = jobs.map(async (desired): Promise<LaunchEnd> => {
    const { name } = desired;
    if (settled.has(name)) {
      const [found] = await settleTags([desired], configured, signal);
      return { name, launch: { status: 'Missing', ...found, diagnostics: [] } };
    }
    return launchTuningJob(configured, desired, signal, { isExpected }).then(
      (launched): LaunchEnd => ({ name: desired.name, launch: launched }),
      (refused: unknown): LaunchEnd => ({ name: desired.name, refused }),
    );
  });
  const launches = gatherLaunches(await Promise.all(ends));
  const stopped = await stopEarlier({ planned, configured, prior }, signal);
  return {
    state: stateAfterApply(
      planned,
      launches,
      withOutcomes(prior?.tuning_job_statuses ?? {}, [...parents, ...stopped]),
    ),
    diagnostics: [...launches.flatMap(({ diagnostics }) => diagnostics), ...notStoppedWarnings(stopped)],
  };
}

/** The current tuning jobs that are not to be requested: they were observed, or their record stays deleted. */
function settledJobs(planned: ExperimentFinalPlan, prior: ExperimentState | null): ReadonlySet<string> {
  if (prior?.generation !== planned.generation) return new Set();
  const missing = planned.on_missing === 'relaunch' ? missingJobs(prior) : [];
  const asked = new Set([...unseenJobs(prior), ...missing]);
  return new Set(
    jobsInForce(prior)
      .map(({ name }) => name)
      .filter((name) => !asked.has(name)),
  );
}
