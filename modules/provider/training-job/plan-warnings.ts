import type { ObservedTrainingJob } from '../../aws';
import { warningAt } from '../../kernel';
import type { Diagnostic } from '../../kernel';
import { isUnknown, isWhollyKnown } from '../../plugin';
import {
  explainCostCeiling,
  formatCostCeiling,
  trainingJobCeiling,
  trainingJobLaunch,
  trainingJobSpecOf,
} from '../../tuning';
import type { Prices, TrainingJobBounds } from '../../tuning';
import { reasonIn } from './verdict';
import type { TrainingJobPlan, TrainingJobState } from './types';

/** `because`: what caused the launch. */
export function launchWarning(
  name: string,
  {
    bounds,
    prices,
    because,
  }: { readonly bounds: TrainingJobBounds; readonly prices: Prices; readonly because: string },
): Diagnostic {
  return warningAt(
    [],
    `Launch of ${name}: 1 job, ${amountOf(bounds, prices)}`,
    `Applying launches ${trainingJobLaunch(bounds, prices)}, for smoke run "${name}", because ${because}. ` +
      explainCostCeiling(trainingJobCeiling(bounds, prices)),
  );
}

function amountOf(bounds: TrainingJobBounds, prices: Prices): string {
  const ceiling = trainingJobCeiling(bounds, prices);
  return ceiling.usd === 'UNKNOWN_PRICE' ? 'unknown price' : `at most ${formatCostCeiling(ceiling)}`;
}

/** `causes`: the attributes that decide it. */
export function mayLaunchWarning(
  planned: TrainingJobPlan,
  causes: readonly string[],
  prices: Prices | undefined,
): Diagnostic {
  const { resource_config, stopping_condition } = planned;
  const isPriced = isWhollyKnown(resource_config) && isWhollyKnown(stopping_condition);
  const launch =
    isPriced && prices !== undefined
      ? ` If it does: ${trainingJobLaunch(trainingJobSpecOf({ resource_config, stopping_condition }), prices)}.`
      : '';
  const name = isUnknown(planned.name) ? 'a smoke run' : `smoke run "${planned.name}"`;
  return warningAt(
    [],
    isUnknown(planned.name)
      ? 'Possible Launch of a Training Job'
      : `Possible launch of ${planned.name}: 1 job`,
    `Whether applying launches a training job for ${name} depends on ${causes.join(', ')}, known only during the apply.${launch}`,
  );
}

/** For a job that exists although it is not in state, or whose creation failed, so that Terraform replaces it. */
export function continuesWarning(name: string, { name: jobName, status }: ObservedTrainingJob): Diagnostic {
  const then = status === 'InProgress' || status === 'Stopping' ? 'waits for its end' : 'judges what it left';
  return warningAt(
    [],
    'Smoke Run Continued',
    `Training job "${jobName}" of smoke run "${name}" exists with status ${status}. Applying launches nothing and ${then}. To run ` +
      'and pay for it again, raise run. [SMOKE_RUN_CONTINUED]',
  );
}

/** A failed smoke run stays failed until it is changed; the apply says so again. */
export function failedBeforeWarning({
  name,
  training_job_name: jobName,
  verdict,
}: TrainingJobState): Diagnostic {
  return warningAt(
    [],
    'Smoke Run Failed Before',
    `Smoke run "${name}", training job "${jobName}", has failed: ${reasonIn(verdict)} Applying launches nothing, judges it again, and unless it ` +
      'passes starts nothing that depends on it. Change its specification, or raise run. [SMOKE_RUN_HAS_FAILED]',
  );
}
