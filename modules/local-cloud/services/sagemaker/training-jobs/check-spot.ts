import { invalid } from '../rejections';
import type { TrainingSpec } from './training-spec';

/** Checks how long a job waits for spot instances ("Managed Spot Training"). Throws ValidationException. */
export function checkSpot({
  EnableManagedSpotTraining: spot,
  ResourceConfig: resources,
  StoppingCondition: condition,
}: TrainingSpec): void {
  const { MaxWaitTimeInSeconds: wait, MaxRuntimeInSeconds: run = 24 * 3600 } = condition ?? {};
  if (spot !== true) {
    if (wait === undefined) return;
    throw invalid(
      'Invalid MaxWaitTimeInSeconds. It is only supported when EnableManagedSpotTraining is set to true',
    );
  }
  if (resources?.KeepAlivePeriodInSeconds !== undefined) {
    // Warm pools keep on-demand instances alone ("SageMaker AI Managed Warm Pools").
    throw invalid(
      `KeepAlivePeriodInSeconds (${String(resources.KeepAlivePeriodInSeconds)}) cannot be used with EnableManagedSpotTraining. Leave one of them out.`,
    );
  }
  if (wait !== undefined && wait >= run) return;
  throw invalid(
    'Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds when EnableManagedSpotTraining is set to true',
  );
}
