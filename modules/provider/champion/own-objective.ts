import { describeTuningJob } from '../../aws';
import type { AwsSession } from '../../aws';
import { definitionsOf, newestSearch } from '../../tuning';
import type { ExperimentSpec, Objective } from '../../tuning';
import type { Question } from './types';

/** The objective to judge a search by; `several` says why it has none of its own; neither if its record cannot be read. */
export interface Sought {
  readonly objective?: Objective | undefined;
  /** Whether the search itself says so; otherwise the configuration does. */
  readonly own?: true;
  readonly several?: string;
}

/** Returns what the configuration says, or else what the newest search itself was asked for. All its tuning jobs were asked the same. */
export async function soughtObjective(
  session: AwsSession,
  { objective, tuning_job_names: names }: Pick<Question, 'objective' | 'tuning_job_names'>,
  signal: AbortSignal,
): Promise<Sought> {
  return objective === null
    ? ownObjective(session, newestSearch(names), signal)
    : { objective: given(objective) };
}

/** Returns the objective of a configuration in the domain's type. */
export const given = (objective: NonNullable<Question['objective']>): Objective => objective as Objective;

/** Returns what a search was asked for, by whichever of its tuning jobs has a record. */
export async function ownObjective(
  session: AwsSession,
  tuningJobNames: readonly string[],
  signal: AbortSignal,
): Promise<Sought> {
  for (const name of tuningJobNames) {
    // Tags tell what was requested otherwise, which is never the objective.
    const job = await describeTuningJob(session, name, signal, () => false);
    if (job?.spec !== undefined) return objectiveOf(name, job.spec);
  }
  return {};
}

/** Returns the objective that all training definitions of a tuning job share. */
export function objectiveOf(tuningJobName: string, spec: ExperimentSpec): Sought {
  const all = definitionsOf(spec).map(
    ({ tuning_objective: { type, metric_name: metric } }) => `${type} ${metric}`,
  );
  const different = [...new Set(all)];
  const [first] = definitionsOf(spec);
  if (different.length === 1 && first !== undefined) {
    const { type, metric_name } = first.tuning_objective;
    return { objective: { type, metric_name }, own: true };
  }
  return {
    several: `the training definitions of tuning job ${tuningJobName} have different objectives: ${different.join(', ')}`,
  };
}
