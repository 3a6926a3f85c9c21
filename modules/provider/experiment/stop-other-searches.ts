import type { SearchRequest } from './search-request';
import { earlierJobs, isOpen, isRunning } from './job-statuses';
import { arnBeside } from './remove-experiment';
import { LOOK_AFTER_STOP_MS, stopTuningJobs, WAIT_FOR_PARENTS_MS } from './stop-tuning-jobs';
import type { StopEnd } from './stop-tuning-jobs';
import { generationInForce } from './tuning-jobs';
import type { ExperimentState } from './types';

/** The tuning jobs of other searches, with their last observed status. */
const othersOf = ({ planned, prior }: SearchRequest) =>
  prior === null
    ? []
    : earlierJobs(
        { ...prior, generations: planned.generations as ExperimentState['generations'] },
        planned.generation as number,
      ).map((job) => ({ ...job, arn: arnBeside(prior.tuning_job_arn, job.name) }));

/** Stops the searches that an extension starts from: they must have ended before it launches. */
export function stopParents(request: SearchRequest, signal: AbortSignal): Promise<readonly StopEnd[]> {
  const { planned, configured } = request;
  const { adjustments } = generationInForce(planned as ExperimentState) ?? {};
  const parents = othersOf(request).filter(
    (job) => isOpen(job) && adjustments?.warmStartFrom?.includes(job.name) === true,
  );
  return stopTuningJobs(configured, parents, {
    waitMs: WAIT_FOR_PARENTS_MS[configured.session.settings.target],
    signal,
  });
}

/** Stops the searches that the current one supersedes if `on_change` says so. */
export function stopEarlier(request: SearchRequest, signal: AbortSignal): Promise<readonly StopEnd[]> {
  const { planned, configured } = request;
  const jobs = planned.on_change === 'stop_previous' ? othersOf(request).filter(isRunning) : [];
  return stopTuningJobs(configured, jobs, {
    waitMs: LOOK_AFTER_STOP_MS[configured.session.settings.target],
    signal,
  });
}
