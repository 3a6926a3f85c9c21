import type { ExperimentDraft } from '../../experiment/spec';
import type { Report } from '../report';

/** SageMaker counts the variables of all definitions together. */
const MAX_VARIABLES = 48;

/** Checks training definitions against each other: names, objectives, and what SageMaker documents for one of them only. */
export function checkDefinitionList(draft: ExperimentDraft, report: Report): void {
  const listed = draft.training_job_definitions ?? [];
  if (listed.length === 0) return;
  const [first] = listed;
  listed.forEach(({ definition_name: name, tuning_objective: objective }, index) => {
    const path = ['training_job_definitions', index];
    if (name !== undefined && listed.findIndex((other) => other.definition_name === name) < index) {
      report.error(
        [...path, 'definition_name'],
        'Duplicate Definition Name',
        `Training definition "${name}" appears more than once. The names tell the training jobs apart, so they must differ. Rename one.`,
      );
    }
    const { type, metric_name: metric } = first?.tuning_objective ?? {};
    if (objective?.type !== undefined && type !== undefined && objective.type !== type) {
      report.error(
        [...path, 'tuning_objective', 'type'],
        'Objectives Point in Two Directions',
        `tuning_objective.type is "${objective.type}", and that of the first definition "${type}". The best training job is chosen over all definitions, so all must have one direction. Turn the sign of one metric around.`,
      );
    } else if (
      objective?.metric_name !== undefined &&
      metric !== undefined &&
      objective.metric_name !== metric
    ) {
      report.warning(
        [...path, 'tuning_objective', 'metric_name'],
        'Objectives Are Different Metrics',
        `tuning_objective.metric_name is "${objective.metric_name}", and that of the first definition "${metric}". The best training job is chosen over all definitions by these values; make sure that they mean the same.`,
      );
    }
  });
  checkVariables(draft, report);
  if (listed.length > 1) checkSingleOnly(draft, report);
}

function checkVariables(draft: ExperimentDraft, report: Report): void {
  const counts = (draft.training_job_definitions ?? []).map(
    ({ environment = {} }) => Object.keys(environment).length,
  );
  const sum = counts.reduce((total, count) => total + count, 0);
  if (counts.length < 2 || sum <= MAX_VARIABLES) return;
  report.error(
    ['training_job_definitions'],
    'Too Many Environment Variables',
    `The training definitions have ${String(sum)} environment variables in all. SageMaker allows at most ${String(MAX_VARIABLES)} over all definitions. Put settings in a file or in one variable.`,
  );
}

/** SageMaker documents both for one algorithm only; with several they are refused or silently without effect. */
function checkSingleOnly(draft: ExperimentDraft, report: Report): void {
  if (draft.training_job_early_stopping_type === 'Auto') {
    report.error(
      ['training_job_early_stopping_type'],
      'Early Stopping Needs One Definition',
      'training_job_early_stopping_type is "Auto". SageMaker stops training jobs early only where there is one training definition. Use "Off" or one experiment for each definition.',
    );
  }
  if (draft.warm_start_config !== undefined && draft.warm_start_config !== null) {
    report.error(
      ['warm_start_config'],
      'Warm Start Needs One Definition',
      'warm_start_config is given. SageMaker learns from earlier searches only where there is one training definition. Remove it or use one experiment for each definition.',
    );
  }
}
