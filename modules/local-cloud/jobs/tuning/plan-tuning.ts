import type { HyperParameterTuningJobConfig } from '@aws-sdk/client-sagemaker';
import type { SearchMemory } from './search-memory';
import type { TrialNote } from './trial-history';
import { maxParallel, maxTrainingJobs } from './tuning-job-record';
import type { Ending, TuningJobRecord } from './tuning-job-record';

/** The next step of a tuning job. */
export type TuningStep =
  /** Launch the interrupted trials again, and this many new ones. */
  | { readonly kind: 'launch'; readonly again: readonly TrialNote[]; readonly fresh: number }
  /** Launch no more trials; stop the running ones; then become `ending`. */
  | { readonly kind: 'close'; readonly ending: Ending }
  | { readonly kind: 'end'; readonly ending: Ending }
  | { readonly kind: 'wait' };

/** What completion criteria depend on. */
type Criteria = 'reached' | 'jobsNotImproving' | 'converged';

const ATTEMPTS = 5;
const LOOK = 'Please take a look at the training job failures to get more details.';
const NONE_SUCCEEDED = `No training job succeeded after ${String(ATTEMPTS)} attempts. ${LOOK}`;
const ALL_FAILED = `All training jobs failed. ${LOOK}`;
const NO_METRICS =
  `No objective metrics found after running ${String(ATTEMPTS)} training jobs. Please ensure that the custom algorithm ` +
  'is emitting the objective metric as defined by the regular expression provided.';

/** Decides the next step of a tuning job from its record, whose summary counts the trials, and the known trials. */
export function planTuning(job: TuningJobRecord, search: Pick<SearchMemory, 'again' | Criteria>): TuningStep {
  const { InProgress: running, ...over } = job.summary.trials;
  if (job.closing !== undefined) return running > 0 ? { kind: 'wait' } : { kind: 'end', ending: job.closing };
  const ending = earlyEnding(job, search);
  if (ending !== undefined) return { kind: 'close', ending };

  // Interrupted trials, which the summary calls retryable errors, do not count.
  const counted = running + over.Completed + over.NonRetryableError + over.Stopped;
  const { again } = search;
  const room = maxParallel(job.request) - running;
  const remaining = maxTrainingJobs(job) - counted - again.length;
  const repeat = again.slice(0, Math.max(0, room));
  const fresh = Math.max(0, Math.min(room - repeat.length, remaining));
  if (repeat.length + fresh > 0) return { kind: 'launch', again: repeat, fresh };
  if (running > 0) return { kind: 'wait' };
  const allFailed = counted === over.NonRetryableError;
  return {
    kind: 'end',
    ending: allFailed ? { status: 'Failed', reason: ALL_FAILED } : { status: 'Completed' },
  };
}

/** Returns why the search is over before all its jobs are used. */
function earlyEnding(job: TuningJobRecord, search: Pick<SearchMemory, Criteria>): Ending | undefined {
  const { trials, best } = job.summary;
  if (trials.NonRetryableError >= ATTEMPTS && trials.Completed === 0 && trials.Stopped === 0) {
    return { status: 'Failed', reason: NONE_SUCCEEDED };
  }
  if (trials.Completed >= ATTEMPTS && best === undefined) return { status: 'Failed', reason: NO_METRICS };
  return isSatisfied(job.request.HyperParameterTuningJobConfig, search) ? { status: 'Completed' } : undefined;
}

/** Completion criteria. */
function isSatisfied(
  config: HyperParameterTuningJobConfig | undefined,
  search: Pick<SearchMemory, Criteria>,
): boolean {
  const criteria = config?.TuningJobCompletionCriteria;
  const target = criteria?.TargetObjectiveMetricValue;
  const patience = criteria?.BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving;
  if (target !== undefined && search.reached(target)) return true;
  if (patience !== undefined && search.jobsNotImproving() >= patience) return true;
  return criteria?.ConvergenceDetected?.CompleteOnConvergence === 'Enabled' && search.converged;
}
