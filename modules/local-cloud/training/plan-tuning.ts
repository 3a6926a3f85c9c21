import type { HyperParameterTuningJobConfig } from '@aws-sdk/client-sagemaker';
import { isEnded, objectiveValue } from './training-job-record';
import type { TrainingJobRecord } from './training-job-record';
import { maxParallel, maxTrainingJobs } from './tuning-job-record';
import type { Ending, TuningJobRecord } from './tuning-job-record';

/** What a tuning job should do next. */
export type TuningStep =
  /** Launch again what was interrupted, and this many new trials. */
  | { readonly kind: 'launch'; readonly again: readonly TrainingJobRecord[]; readonly fresh: number }
  /** Launch nothing more; stop what runs; then become `ending`. */
  | { readonly kind: 'close'; readonly ending: Ending }
  | { readonly kind: 'end'; readonly ending: Ending }
  | { readonly kind: 'wait' };

const ATTEMPTS = 5;
const LOOK = 'Please take a look at the training job failures to get more details.';
const NONE_SUCCEEDED = `No training job succeeded after ${String(ATTEMPTS)} attempts. ${LOOK}`;
const ALL_FAILED = `All training jobs failed. ${LOOK}`;
const NO_METRICS =
  `No objective metrics found after running ${String(ATTEMPTS)} training jobs. Please ensure that the custom algorithm ` +
  'is emitting the objective metric as defined by the regular expression provided.';
/** An improvement below this share of the best value does not count as one (TuningJobCompletionCriteria). */
const WORTHWHILE = 0.01;

/** Decides the next step of a tuning job from its record and its trials in the order they were launched. */
export function planTuning(job: TuningJobRecord, trials: readonly TrainingJobRecord[]): TuningStep {
  const running = trials.filter(({ status }) => !isEnded(status)).length;
  if (job.closing !== undefined) return running > 0 ? { kind: 'wait' } : { kind: 'end', ending: job.closing };
  const counted = trials.filter(({ trial }) => trial?.interrupted !== true);
  const ending = earlyEnding(job, counted);
  if (ending !== undefined) return { kind: 'close', ending };

  const replaced = new Set(trials.map(({ trial }) => trial?.replaces));
  const again = trials.filter(({ name, trial }) => trial?.interrupted === true && !replaced.has(name));
  const room = maxParallel(job.request) - running;
  const remaining = maxTrainingJobs(job.request) - counted.length - again.length;
  const repeat = again.slice(0, Math.max(0, room));
  const fresh = Math.max(0, Math.min(room - repeat.length, remaining));
  if (repeat.length + fresh > 0) return { kind: 'launch', again: repeat, fresh };
  if (running > 0) return { kind: 'wait' };
  const allFailed = counted.every(({ status }) => status === 'Failed');
  return {
    kind: 'end',
    ending: allFailed ? { status: 'Failed', reason: ALL_FAILED } : { status: 'Completed' },
  };
}

/** Why the search is over before its jobs are used up. */
function earlyEnding(job: TuningJobRecord, counted: readonly TrainingJobRecord[]): Ending | undefined {
  const failed = counted.filter(({ status }) => status === 'Failed').length;
  const completed = counted.filter(({ status }) => status === 'Completed');
  const stopped = counted.some(({ status }) => status === 'Stopped');
  if (failed >= ATTEMPTS && completed.length === 0 && !stopped) {
    return { status: 'Failed', reason: NONE_SUCCEEDED };
  }
  const values = completed.flatMap((record) => objectiveValue(record) ?? []);
  if (completed.length >= ATTEMPTS && values.length === 0) return { status: 'Failed', reason: NO_METRICS };
  const sign = counted[0]?.trial?.objective.type === 'Minimize' ? -1 : 1;
  return isSatisfied(job.request.HyperParameterTuningJobConfig, values, sign)
    ? { status: 'Completed' }
    : undefined;
}

/** Completion criteria. `sign` is 1 where more is better, -1 where less is. */
function isSatisfied(
  config: HyperParameterTuningJobConfig | undefined,
  values: readonly number[],
  sign: number,
): boolean {
  const criteria = config?.TuningJobCompletionCriteria;
  const target = criteria?.TargetObjectiveMetricValue;
  if (target !== undefined && values.some((value) => sign * value >= sign * target)) return true;
  const patience = criteria?.BestObjectiveNotImproving?.MaxNumberOfTrainingJobsNotImproving;
  return patience !== undefined && jobsNotImproving(values, sign) >= patience;
}

/** How many of the latest jobs, in the order they were launched, failed to improve the best value by one percent. */
export function jobsNotImproving(values: readonly number[], sign: number): number {
  let best: number | undefined;
  let idle = 0;
  for (const value of values) {
    if (best === undefined || sign * (value - best) > WORTHWHILE * Math.abs(best)) {
      best = value;
      idle = 0;
    } else {
      idle += 1;
    }
  }
  return idle;
}
