import { trainingQuotaName } from '../../aws';
import type { AttributePath } from '../../kernel';
import { isUnknown } from '../../plugin';
import { costQuestionOf, machinesOf } from '../../tuning';

/** What a search may use at a time, under one quota. */
export interface QuotaDemand {
  readonly quota: string;
  readonly unit: 'instance' | 'training job' | 'tuning job';
  readonly count: number;
  readonly path: AttributePath;
  /** True if the quota holds for each search by itself. */
  readonly isOfOneSearch?: true;
}

/**
 * Returns the most instances that a planned search uses at a time, by quota; none while that is unknown. Of several training
 * definitions each may get all slots. What has alternatives is left out, because the service
 * takes another type if one is short, and so is what a training plan provides.
 */
export function instanceDemand(planned: object): readonly QuotaDemand[] {
  const question = costQuestionOf(planned, isUnknown);
  if (question === undefined) return [];
  const { training_job_definitions: listed = [], resource_limits: limits } = question;
  const { max_parallel_training_jobs: parallel, max_number_of_training_jobs: total = Infinity } = limits;
  const jobs = Math.min(parallel, total);
  const demands = new Map<string, QuotaDemand>();
  for (const [index, definition] of (listed.length === 0 ? [question] : listed).entries()) {
    const isSpot = spotOf(listed.length === 0 ? planned : itemOf(planned, index));
    const [machines, ...alternatives] = machinesOf(definition);
    if (isSpot === undefined || machines === undefined || alternatives.length > 0) continue;
    if ('training_plan_arn' in (definition.resource_config ?? {})) continue;
    const place =
      definition.resource_config === undefined ? 'hyper_parameter_tuning_resource_config' : 'resource_config';
    const path = listed.length === 0 ? [place] : ['training_job_definitions', index, place];
    for (const { type, count } of machines) {
      const quota = trainingQuotaName(type, isSpot);
      const before = demands.get(quota);
      if ((before?.count ?? 0) >= count * jobs) continue;
      demands.set(quota, { quota, unit: 'instance', count: count * jobs, path: before?.path ?? path });
    }
  }
  return [...demands.values()];
}

const itemOf = (planned: object, index: number): object =>
  (planned as { readonly training_job_definitions?: readonly object[] }).training_job_definitions?.[index] ??
  {};

/** Undefined while it is unknown. */
function spotOf(definition: object): boolean | undefined {
  const { enable_managed_spot_training: spot } = definition as { enable_managed_spot_training?: unknown };
  return isUnknown(spot) ? undefined : spot === true;
}
