import type { Tags } from '../../aws';
import { isUnknown, sameValue } from '../../plugin';
import { isAsConfigured } from '../../tuning';
import type { SearchMemberStatus } from '../../tuning';
import { ownTags } from '../own-tags';
import { aggregateJobs } from './aggregate-jobs';
import type { Outcome } from './aggregate-jobs';
import { generationOf, jobsInForce, stateOfGeneration } from './tuning-jobs';
import type { ExperimentFinalPlan, ExperimentState } from './types';

/** SageMaker's statuses and those that it does not have: `Pending`, `Unconfirmed` and `Missing`. */
export type ExperimentStatus = SearchMemberStatus;

/** True for a tuning job that the next apply requests: it has not been observed yet. */
export const isUnseen = (status: string): status is 'Pending' | 'Unconfirmed' =>
  status === 'Pending' || status === 'Unconfirmed';

/**
 * Returns the state after an apply: the plan, with its unknown values filled in from the observation. Values that the
 * plan had decided stay, because Terraform rejects a different result.
 *
 * @param outcomes of the current tuning jobs, in their order
 * @param statuses of the others
 */
export function stateAfterApply(
  planned: ExperimentFinalPlan,
  outcomes: readonly Outcome[],
  statuses: ExperimentState['tuning_job_statuses'] = {},
): ExperimentState {
  const { arn, status, counters, tags } = aggregateJobs(outcomes);
  const filled = {
    tuning_job_arn: arn ?? null,
    status,
    training_job_status_counters: counters ?? null,
    tuning_job_statuses: { ...statuses, ...statusesOf(planned, outcomes) },
    tags_all: tags ?? {},
  };
  const open = Object.entries(filled).filter(([name]) =>
    isUnknown(planned[name as keyof ExperimentFinalPlan]),
  );
  return { ...planned, ...Object.fromEntries(open) } as ExperimentState;
}

/**
 * Returns the state after a refresh: it differs from the previous one only where a person or the service changed
 * something.
 */
export function stateAfterRead(
  state: ExperimentState,
  outcomes: readonly Outcome[],
  defaultTags: Tags,
  earlier: readonly (Outcome & { readonly name: string })[] = [],
): ExperimentState {
  const { arn, status, counters, tags } = aggregateJobs(outcomes, state.tags_all);
  return {
    ...state,
    tuning_job_arn: arn ?? state.tuning_job_arn,
    status,
    training_job_status_counters: counters ?? state.training_job_status_counters,
    tuning_job_statuses: {
      ...state.tuning_job_statuses,
      ...Object.fromEntries(earlier.map((one) => [one.name, one.status])),
      ...statusesOf(state, outcomes),
    },
    generations: asRequested(state, outcomes),
    ...(tags !== undefined && { tags: ownTags(state.tags, tags, defaultTags), tags_all: tags }),
  };
}

function statusesOf(
  known: Pick<ExperimentFinalPlan, 'generation' | 'generations'>,
  outcomes: readonly Outcome[],
): ExperimentState['tuning_job_statuses'] {
  // During an apply, everything that determines the tuning jobs is known.
  const jobs = jobsInForce(known as ExperimentState);
  return Object.fromEntries(
    jobs.flatMap(({ name }, at) => (outcomes[at] === undefined ? [] : [[name, outcomes[at].status]])),
  );
}

/**
 * Another apply may have launched the search, so its description tells what was requested. Without the tag it says nothing: a
 * person may have removed that.
 */
function asRequested(state: ExperimentState, outcomes: readonly Outcome[]): ExperimentState['generations'] {
  const { adjustments = {} } = outcomes.find(({ observed }) => observed !== undefined)?.observed ?? {};
  if (isAsConfigured(adjustments)) return state.generations;
  return state.generations.map((one) => {
    if (one.generation !== state.generation) return one;
    const known = generationOf(one);
    const parents = known.adjustments?.warmStartFrom ?? [];
    const isSame = sameValue(parents, adjustments.warmStartFrom ?? []);
    const inheritedTrainingJobs = isSame ? known.adjustments?.inheritedTrainingJobs : undefined;
    return stateOfGeneration({
      ...known,
      adjustments: { ...adjustments, ...(inheritedTrainingJobs !== undefined && { inheritedTrainingJobs }) },
    });
  });
}
