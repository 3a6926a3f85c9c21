import { placeDefinitions } from '../../experiment/definitions';
import type { ExperimentDraft } from '../../experiment/spec';
import type { Report } from '../report';

/** Checks settings that need Autotune, and limits that Autotune leaves open. */
export function checkAutotune(draft: ExperimentDraft, report: Report): void {
  if (draft.autotune === undefined) return;
  if (draft.autotune === null) {
    for (const { definition, rangesPath } of placeDefinitions(draft)) {
      if ((definition.hyper_parameter_ranges?.auto_parameters ?? []).length === 0) continue;
      report.error(
        [...rangesPath, 'auto_parameters'],
        'Autotune Needed',
        'auto_parameters names hyperparameters whose ranges Autotune chooses, and autotune is not set. Set autotune = { mode = "Enabled" } or give ranges.',
      );
    }
    return;
  }
  const { max_number_of_training_jobs: total, max_runtime_in_seconds: runtime } = draft.resource_limits ?? {};
  if (total !== null || runtime !== null) return;
  report.warning(
    ['autotune'],
    'Autotune Without a Bound',
    'Autotune chooses what is left out, also how many training jobs there are. Set resource_limits.max_number_of_training_jobs or max_runtime_in_seconds to bound the cost.',
  );
}
