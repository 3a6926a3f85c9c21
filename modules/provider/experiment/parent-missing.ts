import { isAwsError } from '../../aws';
import type { DesiredTuningJob } from '../../aws';
import { TuneformError } from '../../kernel';

/**
 * Returns the error of a refused launch, with the remedy where a search that it starts from is gone: Terraform cannot create that again,
 * because its record is history.
 */
export function explainMissingParent(error: Error, { name, adjustments, spec }: DesiredTuningJob): Error {
  if (!isAwsError(error, 'absent')) return error;
  const isNamed = (parent: string): boolean => error.serviceMessage.includes(parent);
  const extended = adjustments?.warmStartFrom?.find(isNamed);
  const configured = spec.warm_start_config?.parent_hyper_parameter_tuning_jobs
    .map((parent) => parent.hyper_parameter_tuning_job_name)
    .find(isNamed);
  const parent = extended ?? configured;
  if (parent === undefined) return error;
  const remedy =
    extended === undefined
      ? 'Leave it out of warm_start_config, or name a search that exists'
      : 'Increase run, which launches the search without a warm start';
  return new TuneformError(
    `Tuning job "${name}" was not launched: it starts from tuning job "${parent}", whose record does not exist. ${remedy}. Service ` +
      `reason: "${error.serviceMessage}"`,
    {
      code: 'WARM_START_PARENT_MISSING',
      summary: 'Warm-Start Parent Missing',
      cause: error,
      outcome: error.outcome,
    },
  );
}
