import type { Diagnostic } from '../../kernel';
import type { ExperimentDraft } from '../experiment/spec';
import { checkAttributes } from '../experiment/check-attributes';
import { experimentModel } from '../experiment/model';
import { checkChannels } from './check-channels';
import { checkEnvironment } from './check-environment';
import { checkHyperparameterNames } from './check-hyperparameter-names';
import { checkLimits } from './check-limits';
import { checkMetrics } from './check-metrics';
import { checkName } from './check-name';
import { checkRanges } from './check-ranges';
import { checkResources } from './check-resources';
import { Report } from './report';

/**
 * Checks an experiment as far as possible without asking AWS. Paths use Terraform's attribute names; a range's
 * position is its position in the list of its kind. `undefined` means unknown and skips the checks that need it, so a
 * plan with unknowns reports only certain findings. Never throws. A value beyond a limit of the API model is an
 * error; where a documentation page is stricter than the model, a warning.
 */
export function validateExperiment(draft: ExperimentDraft): Diagnostic[] {
  const report = new Report();
  const sound = checkAttributes(experimentModel, draft, report);
  for (const check of [
    checkName,
    checkLimits,
    checkRanges,
    checkHyperparameterNames,
    checkMetrics,
    checkChannels,
    checkResources,
    checkEnvironment,
  ]) {
    check(sound, report);
  }
  return report.diagnostics;
}
