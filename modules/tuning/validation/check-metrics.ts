import type { AttributePath } from '../../kernel';
import type { ExperimentDraft } from '../experiment-draft';
import { isBuiltInAlgorithm } from './built-in-algorithms';
import { checkLength, checkWord } from './check-text';
import { inspectMetricRegex } from './metric-regex';
import { nearest } from './nearest';
import type { Report } from './report';

const MAX_DEFINITIONS = 40;
/** The service's page of limits is tighter than the API model. */
const DOCUMENTED_DEFINITIONS = 20;
const PATH: AttributePath = ['algorithm_specification', 'metric_definitions'];

/** The objective, the metric definitions, and that the one is among the others. */
export function checkMetrics(draft: ExperimentDraft, report: Report): void {
  const objective = draft.objective ?? {};
  const typeRule = { path: ['objective', 'type'], name: 'objective.type', allowed: ['Maximize', 'Minimize'] };
  checkWord(objective.type, typeRule, report);
  const nameRule = { path: ['objective', 'metric_name'], name: 'objective.metric_name', min: 1, max: 255 };
  const objectiveKnown = checkLength(objective.metricName, nameRule, report);

  const definitions = draft.metricDefinitions;
  if (definitions === undefined) return;
  checkCount(definitions.length, report);
  definitions.forEach(({ name, regex }, index) => {
    const path = [...PATH, index];
    checkLength(name, { path: [...path, 'name'], name: 'a metric name', min: 1, max: 255 }, report);
    if (name !== undefined && definitions.findIndex((other) => other.name === name) < index) {
      report.error(
        [...path, 'name'],
        'Duplicate Metric Name',
        `Metric ${name} is defined more than once. Keep one definition.`,
      );
    }
    checkRegex(regex, name ?? 'this metric', [...path, 'regex'], report);
  });
  if (objectiveKnown) checkObjectiveIsDefined(objective.metricName ?? '', draft, report);
}

function checkCount(count: number, report: Report): void {
  if (count > MAX_DEFINITIONS) {
    report.error(
      PATH,
      'Too Many Metric Definitions',
      `metric_definitions holds ${String(count)}. SageMaker allows at most ${String(MAX_DEFINITIONS)}. Keep those you look at.`,
    );
  } else if (count > DOCUMENTED_DEFINITIONS) {
    report.warning(
      PATH,
      'Many Metric Definitions',
      `metric_definitions holds ${String(count)}. SageMaker documents a limit of ${String(DOCUMENTED_DEFINITIONS)} for a tuning job and may refuse more. Keep those you look at.`,
    );
  }
}

function checkRegex(regex: string | undefined, metric: string, path: AttributePath, report: Report): void {
  if (!checkLength(regex, { path, name: `the regex of ${metric}`, min: 1, max: 500 }, report)) return;
  const found = inspectMetricRegex(regex);
  if (!found.valid) {
    report.error(
      path,
      'Invalid Regular Expression',
      `The regex of ${metric} does not compile: ${found.reason}. Escape special characters with a backslash (in HCL, two).`,
    );
  } else if (found.groups !== 1) {
    report.error(
      path,
      'Regex Must Capture One Value',
      `The regex of ${metric}, ${regex}, has ${String(found.groups)} capture groups. It needs exactly one, around the number, as in "accuracy=([0-9.]+)".${found.groups > 1 ? ' Write (?:…) for groups that do not hold it.' : ''}`,
    );
  }
}

/** A custom container's logs say nothing without a definition; built-in algorithms bring their own. */
function checkObjectiveIsDefined(metricName: string, draft: ExperimentDraft, report: Report): void {
  const names = (draft.metricDefinitions ?? []).map((definition) => definition.name);
  if (names.includes(metricName) || names.includes(undefined)) return;
  // Only custom containers take definitions, so one that is there says what an unknown image will be.
  const customImage =
    draft.trainingImage === undefined ? names.length > 0 : !isBuiltInAlgorithm(draft.trainingImage);
  if (!customImage) return;
  const known = names.filter((name) => name !== undefined);
  const near = nearest(metricName, known)[0];
  const defined = known.length === 0 ? 'there are none' : `defined are ${known.join(', ')}`;
  report.error(
    ['objective', 'metric_name'],
    'Objective Metric Not Defined',
    `objective.metric_name is "${metricName}", but no metric definition has that name: ${defined}. ${near === undefined ? 'Add one to algorithm_specification.metric_definitions with a regex that finds the number in the log.' : `Did you mean "${near}"?`}`,
  );
}
