import { unknown } from '../../modules/plugin';

/** Returns a planned champion with approval `automatic`, as Terraform passes it: the plan leaves the choice to the apply. */
export const awaitingChampion = (
  name: string,
  { tuningJobNames, timeout }: { readonly tuningJobNames: string; readonly timeout: string },
): Readonly<Record<string, unknown>> => ({
  name,
  tuning_job_names: tuningJobNames,
  objective: { type: 'Maximize', metric_name: 'score' },
  wait: { timeout, poll: null },
  gate: null,
  approval: 'automatic',
  approved_training_job: null,
  pin: null,
  reject: null,
  status: unknown,
  verdict: unknown,
  because: unknown,
});
