import type { InstanceLoss } from '../../ports/instance-loss';
import type { TrainingJobRecord } from './training-job-record';

/** Returns why a training job cannot lose its instance now; undefined if it can. */
export function whyNoLoss(
  { name, request, transitions }: TrainingJobRecord,
  { how }: InstanceLoss,
  program: { readonly runs: boolean; readonly losesInstance: boolean },
): string | undefined {
  if (how === 'reclaimed' && request.EnableManagedSpotTraining !== true) {
    return `The training job ${name} is not on a spot instance. An instance that is not can only fail.`;
  }
  if (program.runs && !program.losesInstance) return undefined;
  const status = program.losesInstance ? 'it loses its instance already' : (transitions.at(-1)?.status ?? '');
  return `The training job ${name} has no program that runs now (${status}). Ask again when it is Training.`;
}
