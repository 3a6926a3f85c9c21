import { nearest } from '../../kernel';
import type { AttributePath, Diagnostic } from '../../kernel';
import { atShortForm, checkShortForms } from '../experiment/at-short-form';
import { checkAttributes } from '../experiment/check-attributes';
import type { PlacedDefinition } from '../experiment/definitions';
import { checkName } from '../validation/attributes/check-name';
import { checkMetrics } from '../validation/metrics/check-metrics';
import { Report } from '../validation/report';
import { checkHyperparameterNames } from '../validation/search/check-hyperparameter-names';
import { checkAlgorithmChoice } from '../validation/training/check-algorithm-choice';
import { checkChannels } from '../validation/training/check-channels';
import { checkEnvironment } from '../validation/training/check-environment';
import { checkMachines } from '../validation/training/check-machines';
import { checkNetwork } from '../validation/training/check-network';
import { checkResources } from '../validation/training/check-resources';
import { checkSpot } from '../validation/training/check-spot';
import { trainingJobModel } from './model';
import type { TrainingJobDraft } from './spec';
import { MAX_TRAINING_JOB_NAME_LENGTH } from './training-job-name';

/** The rules of a search's training definition that hold for one training job. */
const CHECKS: readonly ((placed: PlacedDefinition, report: Report) => void)[] = [
  // A search adds a hyperparameter of its own, so one that leaves no room for it proves nothing.
  checkHyperparameterNames,
  checkAlgorithmChoice,
  checkMetrics,
  checkChannels,
  checkResources,
  checkMachines,
  checkSpot,
  checkNetwork,
  checkEnvironment,
];

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
  for (const check of CHECKS) check(placed, shared);
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
