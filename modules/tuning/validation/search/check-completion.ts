import type { ExperimentDraft } from '../../experiment/spec';
import { groupThousands } from '../../money';
import type { Report } from '../report';

/** Checks the completion criteria against the limits of the search. */
export function checkCompletion(draft: ExperimentDraft, report: Report): void {
  const criteria = draft.tuning_job_completion_criteria;
  const target = criteria?.target_objective_metric_value;
  if (typeof target === 'number' && !Number.isFinite(target)) {
    report.error(
      ['tuning_job_completion_criteria', 'target_objective_metric_value'],
      'Number Out of Bounds',
      'target_objective_metric_value is larger than a 64-bit number can be. Give a value that the objective can reach.',
    );
  }
  const patience = criteria?.best_objective_not_improving?.max_number_of_training_jobs_not_improving;
  const total = draft.resource_limits?.max_number_of_training_jobs;
  if (typeof patience !== 'number' || typeof total !== 'number' || patience < total) return;
  report.warning(
    [
      'tuning_job_completion_criteria',
      'best_objective_not_improving',
      'max_number_of_training_jobs_not_improving',
    ],
    'Criterion Has No Effect',
    `max_number_of_training_jobs_not_improving is ${groupThousands(patience)} and the search has ${groupThousands(total)} training jobs in all, so it is over before. Lower the first.`,
  );
}
