import type { Diagnostic } from '../../kernel';
import { atShortForm, checkShortForms } from '../experiment/at-short-form';
import { checkAttributes } from '../experiment/check-attributes';
import { placeDefinitions } from '../experiment/definitions';
import type { PlacedDefinition } from '../experiment/definitions';
import { experimentModel } from '../experiment/model';
import type { ExperimentDraft } from '../experiment/spec';
import { checkAutotune } from './search/check-autotune';
import { checkCompletion } from './search/check-completion';
import { checkDefinitionForm } from './training/check-definition-form';
import { checkDefinitionList } from './training/check-definition-list';
import { checkGrid } from './search/check-grid';
import { checkHyperband } from './search/check-hyperband';
import { checkLimits } from './search/check-limits';
import { checkName } from './attributes/check-name';
import { checkRanges } from './search/check-ranges';
import { checkSpaceSize } from './search/check-space-size';
import { checkWarmStart } from './search/check-warm-start';
import { Report } from './report';
import { TRAINING_DEFINITION_CHECKS } from './training-definition-checks';

/** Rules over the whole search. */
const SEARCH_CHECKS: readonly ((draft: ExperimentDraft, report: Report) => void)[] = [
  checkName,
  checkLimits,
  checkDefinitionForm,
  checkDefinitionList,
  checkGrid,
  checkHyperband,
  checkCompletion,
  checkWarmStart,
  checkAutotune,
  checkSpaceSize,
];

/** Rules of one training definition. */
const DEFINITION_CHECKS: readonly ((
  placed: PlacedDefinition,
  report: Report,
  search: ExperimentDraft,
) => void)[] = [checkRanges, ...TRAINING_DEFINITION_CHECKS];

/**
 * Checks an experiment as far as possible without asking AWS. Paths use Terraform's attribute names; a range's
 * position is its position in the list of its kind. `undefined` means unknown and skips the checks that need it, so a
 * plan with unknowns reports only certain findings. Never throws. A value beyond a limit of the API model is an
 * error; where a documentation page is stricter than the model, a warning.
 */
export function validateExperiment(draft: ExperimentDraft): Diagnostic[] {
  const report = new Report();
  const { shortForms } = draft;
  checkShortForms(shortForms?.clashes, report);
  const sound = checkAttributes(experimentModel, draft, report);
  for (const check of SEARCH_CHECKS) check(sound, report);
  for (const placed of placeDefinitions(sound)) {
    for (const check of DEFINITION_CHECKS) check(placed, report, sound);
  }
  return report.diagnostics.map((found) => atShortForm(found, shortForms?.moved));
}
