import { messageOf, TuneformError } from '../../kernel';
import { converge } from '../../reconcile';
import { isTerminal } from '../../tuning';
import type { AwsSession } from '../client-factory';
import { tuningJobRemovalClient } from '../tuning-job/tuning-job-removal-client';
import type { TuningJobRemoval } from '../tuning-job/tuning-job-removal-client';
import type { Experiment } from './experiment';

/** What became of the request to stop one tuning job. */
export interface StopOutcome {
  readonly tuningJobName: string;
  /** `done`: it has stopped. `refused`: it runs on. `unknown`: it may stop, be stopping or run on. */
  readonly outcome: 'done' | 'refused' | 'unknown';
  /** Why it is not done, as a sentence without its full stop. */
  readonly reason?: string;
}

/** How long the service may take to stop the training jobs that run. */
const PATIENCE_MS = { aws: 1_800_000, local: 120_000 } as const;

/** Returns the names of an experiment's tuning jobs that have not ended. */
export const runningJobs = ({ generations }: Experiment): readonly string[] =>
  generations.flatMap(({ jobs }) => jobs.filter(({ status }) => !isTerminal(status)).map(({ name }) => name));

/** Asks the running tuning jobs of an experiment to stop, and waits until they have. Records, winners and artifacts stay. */
export async function stopSearch(
  session: AwsSession,
  experiment: Experiment,
  signal: AbortSignal,
): Promise<readonly StopOutcome[]> {
  const running = new Set(runningJobs(experiment));
  const jobs = experiment.generations
    .flatMap((generation) => generation.jobs)
    .filter(({ name }) => running.has(name));
  return Promise.all(
    jobs.map(async ({ name, arn }): Promise<StopOutcome> => {
      const spec: TuningJobRemoval = {
        name,
        arn,
        owner: experiment.owner ?? '',
        fingerprint: '',
        // A person asks for it by name.
        claim: 'whichever',
        deleteRecord: false,
      };
      const end = await converge(
        tuningJobRemovalClient(session),
        { intent: 'gone', spec },
        {
          clock: session.clock,
          signal,
          deadlineMs: session.clock.now() + PATIENCE_MS[session.settings.target],
          random: session.random,
        },
      );
      if (end.outcome === 'converged') return { tuningJobName: name, outcome: 'done' };
      const reason =
        end.error === undefined ? 'it was asked to stop and has not ended yet' : messageOf(end.error);
      const isRefused =
        !end.asked && !(end.error instanceof TuneformError && end.error.outcome === 'unknown');
      return { tuningJobName: name, outcome: isRefused ? 'refused' : 'unknown', reason };
    }),
  );
}
