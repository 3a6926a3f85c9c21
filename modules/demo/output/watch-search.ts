import type { AwsSession } from '../../aws';
import { listTrials, lookForExperiment } from '../../aws';
import { systemClock } from '../../kernel';
import { definitionsOf } from '../../tuning';
import type { SearchEvent, SearchSnapshot } from './search-events';
import { searchEvents } from './search-events';

export interface SearchWatch {
  readonly session: AwsSession;
  readonly experiment: string;
  readonly onEvent: (event: SearchEvent, snapshot: SearchSnapshot) => void;
  readonly onLook: (snapshot: SearchSnapshot) => void;
  /** Ends the watch, which takes one last snapshot and resolves. */
  readonly until: AbortSignal;
}

/** A look takes processor time from the trials that it looks at. */
const INTERVAL_MS = 800;

/**
 * Follows the newest generation of an experiment through SageMaker's API, from before it exists until it is stopped.
 * A failed snapshot is skipped, because it is no reason to fail the demo.
 */
export async function watchSearch(watch: SearchWatch): Promise<SearchSnapshot | undefined> {
  let previous: SearchSnapshot | undefined;
  for (let last = false; ;) {
    const next = await lookAtSearch(watch.session, watch.experiment).catch(() => undefined);
    if (next !== undefined) {
      for (const event of searchEvents(previous, next)) watch.onEvent(event, next);
      watch.onLook(next);
      previous = next;
    }
    if (last) return previous;
    await systemClock.sleep(INTERVAL_MS, watch.until).catch(() => undefined);
    last = watch.until.aborted;
  }
}

/** Returns the current state of the newest generation; undefined before there is one. */
export async function lookAtSearch(session: AwsSession, name: string): Promise<SearchSnapshot | undefined> {
  const signal = AbortSignal.timeout(10_000);
  const experiment = await lookForExperiment(session, { name }, signal);
  const job = experiment?.generations.at(-1)?.jobs[0];
  const objective = job?.spec === undefined ? undefined : definitionsOf(job.spec)[0]?.tuning_objective;
  if (job?.spec === undefined || objective === undefined) return undefined;
  return {
    tuningJobName: job.name,
    status: job.status,
    objective,
    limit: job.spec.resource_limits.max_number_of_training_jobs ?? 0,
    trials: await listTrials(session, job.name, signal),
  };
}
