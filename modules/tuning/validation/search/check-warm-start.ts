import type { ExperimentDraft } from '../../experiment/spec';
import type { Report } from '../report';

/** Checks the parents of a warm start offline, without describing them. */
export function checkWarmStart(draft: ExperimentDraft, report: Report): void {
  const parents = draft.warm_start_config?.parent_hyper_parameter_tuning_jobs ?? [];
  // SageMaker compares names without regard to case.
  const names = parents.map(({ hyper_parameter_tuning_job_name: name }) => name?.toLowerCase());
  names.forEach((name, index) => {
    if (name === undefined || names.indexOf(name) === index) return;
    report.error(
      ['warm_start_config', 'parent_hyper_parameter_tuning_jobs', index, 'hyper_parameter_tuning_job_name'],
      'Duplicate Parent',
      `Parent "${name}" is named more than once. Name each once.`,
    );
  });
}
