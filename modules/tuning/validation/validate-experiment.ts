import type { Diagnostic } from '../../kernel';
import type { ExperimentDraft } from '../experiment-draft';
import { checkInstanceType } from './check-instance-type';

/**
 * Everything about an experiment that can be checked without asking AWS, in the order of the resource's attributes.
 * Paths use Terraform's attribute names; a range's position is its position in the list of its kind. What is
 * `undefined` is not known yet and skips the checks that need it, so a plan with unknowns reports only what is sure.
 */
export function validateExperiment(draft: ExperimentDraft): Diagnostic[] {
  return [...checkInstanceType(draft.instanceType, 'training', ['resource_config', 'instance_type'])];
}
