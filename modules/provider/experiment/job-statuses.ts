import type { Outcome } from './aggregate-jobs';
import { isUnseen } from './state-of';
import type { ExperimentStatus } from './state-of';
import { generationOf, jobsInForce } from './tuning-jobs';
import type { ExperimentState } from './types';

type Statuses = ExperimentState['tuning_job_statuses'];
type WithStatuses = Pick<ExperimentState, 'generation' | 'generations' | 'tuning_job_statuses'>;

/** Returns the statuses of all tuning jobs with the outcomes of a look or a launch in place. */
export const withOutcomes = (
  statuses: Statuses,
  outcomes: readonly (Outcome & { readonly name: string })[],
): Statuses => ({ ...statuses, ...Object.fromEntries(outcomes.map(({ name, status }) => [name, status])) });

/** Names of the current tuning jobs that the next apply requests, because they have not been observed. */
export const unseenJobs = (state: WithStatuses): readonly string[] =>
  jobsInForce(state)
    .map(({ name }) => name)
    .filter((name) => isUnseen(state.tuning_job_statuses[name] ?? ''));

/** Names of the current tuning jobs whose record was deleted. */
export const missingJobs = (state: WithStatuses): readonly string[] =>
  jobsInForce(state)
    .map(({ name }) => name)
    .filter((name) => state.tuning_job_statuses[name] === 'Missing');

/** A tuning job of a superseded search. */
export interface EarlierJob {
  readonly name: string;
  readonly fingerprint: string;
  readonly generation: number;
  readonly status: ExperimentStatus;
}

/** The tuning jobs of the searches other than the given one, as last observed. */
export const earlierJobs = (state: WithStatuses, generation = state.generation): readonly EarlierJob[] =>
  state.generations
    .filter((one) => one.generation !== generation)
    .map(generationOf)
    .flatMap(({ tuningJobs, ...one }) =>
      tuningJobs.flatMap(({ name }) => {
        const status = state.tuning_job_statuses[name];
        return status === undefined
          ? []
          : [
              {
                name,
                fingerprint: one.fingerprint,
                generation: one.generation,
                // Only Tuneform writes statuses into state.
                status: status as ExperimentStatus,
              },
            ];
      }),
    );

/** True for a tuning job that runs and costs money, as far as is known. */
export const isRunning = ({ status }: Pick<EarlierJob, 'status'>): boolean =>
  status === 'InProgress' || status === 'Unconfirmed';

/** True for a tuning job whose status a refresh may find changed. */
export const isOpen = ({ status }: Pick<EarlierJob, 'status'>): boolean =>
  isRunning({ status }) || status === 'Stopping';
