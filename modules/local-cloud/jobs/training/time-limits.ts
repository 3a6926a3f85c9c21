import type { Clock } from '../../../kernel';
import { longestRunMs } from './training-job-record';
import type { TrainingJobRecord } from './training-job-record';

/** How a limit is watched. */
export interface Watch {
  readonly clock: Clock;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  readonly passed: () => void;
}

/** Watches a job's maximum run time, which all its attempts share. Starts with the program. */
export function watchRunTime({ request, tookMs = 0 }: TrainingJobRecord, watch: Watch): void {
  wait(Math.max(0, longestRunMs(request) - tookMs), watch);
}

/** Watches the limit of a spot job for waiting and training together, counted from its creation. */
export function watchWaitTime({ request, createdAtMs }: TrainingJobRecord, watch: Watch): void {
  const seconds = request.StoppingCondition?.MaxWaitTimeInSeconds;
  if (request.EnableManagedSpotTraining !== true || seconds === undefined) return;
  // Never longer than the whole time, even if the time of day was set since.
  wait(Math.min(Math.max(0, createdAtMs + seconds * 1000 - watch.clock.now()), seconds * 1000), watch);
}

function wait(ms: number, { clock, signal, passed }: Watch): void {
  clock.sleep(ms, signal).then(passed, () => undefined);
}
