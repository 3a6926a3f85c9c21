import type { AttributePath } from '../../kernel';
import type { ExperimentDraft } from '../experiment-draft';
import { isBuiltInAlgorithm } from './built-in-algorithms';
import { checkMetricRegex } from './check-metric-regex';
import { checkLength, checkWord } from './check-text';
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
  if (definitions.length > 0 && isSurelyBuiltIn(draft)) {
    report.error(PATH, 'Metrics of a Built-in Algorithm', builtInDetail(draft.trainingImage ?? ''));
    return;
  }
  checkCount(definitions.length, report);
  definitions.forEach(({ name, regex }, index) => {
    const path = [...PATH, index];
    checkOneLine(name, [...path, 'name'], report);
    checkOneLine(regex, [...path, 'regex'], report);
    checkLength(name, { path: [...path, 'name'], name: 'a metric name', min: 1, max: 255 }, report);
    if (name !== undefined && definitions.findIndex((other) => other.name === name) < index) {
      report.error(
        [...path, 'name'],
        'Duplicate Metric Name',
        `Metric ${name} is defined more than once. Keep one definition.`,
      );
    }
    const isObjective = name !== undefined && name === objective.metricName;
    checkMetricRegex(regex, { metric: name ?? 'this metric', isObjective, path: [...path, 'regex'] }, report);
  });
  if (objectiveKnown) checkObjectiveIsDefined(objective.metricName ?? '', draft, report);
}

/** SageMaker's pattern for both is `.+`, which stops at a line break; logs are read line by line anyway. */
function checkOneLine(text: string | undefined, path: AttributePath, report: Report): void {
  if (text === undefined || !/[\n\r\u0085\u2028\u2029]/.test(text)) return;
  report.error(path, 'Line Break in Metric', `${JSON.stringify(text)} has a line break. Remove it.`);
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

/** While the role is not known, an image may still lie in the practitioner's own account. */
function isSurelyBuiltIn({ trainingImage, roleArn }: ExperimentDraft): boolean {
  return trainingImage !== undefined && roleArn !== undefined && isBuiltInAlgorithm(trainingImage, roleArn);
}

function builtInDetail(image: string): string {
  return (
    `algorithm_specification.training_image is "${image}", one of SageMaker's own algorithms. It defines its metrics ` +
    "itself, and SageMaker refuses a request that defines others. Remove metric_definitions and set objective.metric_name to one of the algorithm's metrics."
  );
}

/** A custom container's logs say nothing without a definition; built-in algorithms bring their own. */
function checkObjectiveIsDefined(metricName: string, draft: ExperimentDraft, report: Report): void {
  const names = (draft.metricDefinitions ?? []).map((definition) => definition.name);
  const { trainingImage: image } = draft;
  if (image === undefined) {
    // Only custom containers take definitions, so one that is there says what an unknown image will be.
    if (names.length === 0) return;
  } else if (isBuiltInAlgorithm(image, draft.roleArn)) {
    return;
  }
  if (names.includes(metricName) || names.includes(undefined)) return;
  const known = names.filter((name) => name !== undefined);
  const near = nearest(metricName, known)[0];
  const defined = known.length === 0 ? 'there are none' : `defined are ${known.join(', ')}`;
  report.error(
    ['objective', 'metric_name'],
    'Objective Metric Not Defined',
    `objective.metric_name is "${metricName}", but no metric definition has that name: ${defined}. ${near === undefined ? 'Add one to algorithm_specification.metric_definitions with a regex that finds the number in the log.' : `Did you mean "${near}"?`}`,
  );
}
