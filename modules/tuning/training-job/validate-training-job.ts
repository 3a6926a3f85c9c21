import { nearest } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { atShortForm, checkShortForms } from '../experiment/at-short-form';
import { checkAttributes } from '../experiment/check-attributes';
import type { PlacedDefinition } from '../experiment/definitions';
import { checkName } from '../validation/attributes/check-name';
import { Report } from '../validation/report';
import { TRAINING_DEFINITION_CHECKS } from '../validation/training-definition-checks';
import { trainingJobModel } from './model';
import type { TrainingJobDraft } from './spec';
import { MAX_TRAINING_JOB_NAME_LENGTH } from './training-job-name';

/** What a training job calls otherwise than a search's training definition does. */
const OWN_NAMES = [
  ['static_hyper_parameters', 'hyper_parameters'],
  ['static hyperparameter', 'hyperparameter'],
  ['by this experiment', 'by this training job'],
] as const;

/**
 * Checks a training job as far as possible without asking AWS, like `validateExperiment`: its definition is one of a search without
 * a search space.
 *
 * @param metricNames the metrics that it must print, as far as they are known.
 */
export function validateTrainingJob(
  draft: TrainingJobDraft,
  metricNames: readonly (string | undefined)[] = [],
): readonly Diagnostic[] {
  const report = new Report();
  const { shortForms } = draft;
  checkShortForms(shortForms?.clashes, report);
  const sound = checkAttributes(trainingJobModel, draft, report);
  checkName(sound, report, { kind: 'training job', maxLength: MAX_TRAINING_JOB_NAME_LENGTH });
  const { hyper_parameters: fixed, ...definition } = sound;
  const placed: PlacedDefinition = {
    definition: {
      ...definition,
      static_hyper_parameters: fixed,
      hyper_parameter_tuning_resource_config: null,
    },
    path: [],
    objectivePath: [],
    rangesPath: [],
  };
  const shared = new Report();
  for (const check of TRAINING_DEFINITION_CHECKS) check(placed, shared);
  report.diagnostics.push(...shared.diagnostics.map(inOwnNames));
  metricNames.forEach((name, index) => {
    checkIsDefined(name, sound, { path: ['require', 'metric_names', index], report });
  });
  return report.diagnostics.map((found) => atShortForm(found, shortForms?.moved));
}

function inOwnNames(found: Diagnostic): Diagnostic {
  const named = (text: string): string =>
    OWN_NAMES.reduce((renamed, [theirs, own]) => renamed.replaceAll(theirs, own), text);
  const path = found.path?.map((step) => (typeof step === 'string' ? named(step) : step));
  return { ...found, detail: named(found.detail), ...(path !== undefined && { path }) };
}

/** Only the metrics of the practitioner's own images are defined; built-in algorithms and algorithm resources bring theirs. */
function checkIsDefined(
  name: string | undefined,
  { algorithm_specification: algorithm }: TrainingJobDraft,
  { path, report }: { readonly path: AttributePath; readonly report: Report },
): void {
  const names = (algorithm?.metric_definitions ?? []).map((definition) => definition.name);
  const known = names.filter((each) => each !== undefined);
  if (name === undefined || names.length === 0 || known.length < names.length || known.includes(name)) return;
  const near = nearest(name, known)[0];
  report.error(
    path,
    'Required Metric Not Defined',
    `require.metric_names has "${name}", but no metric definition has that name: defined are ${known.join(', ')}. ` +
      (near === undefined
        ? 'Add one to algorithm_specification.metric_definitions with a regex that finds the number in the log.'
        : `Did you mean "${near}"?`),
  );
}
