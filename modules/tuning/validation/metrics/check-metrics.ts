import { nearest } from '../../../kernel';
import type { AttributePath } from '../../../kernel';
import type { PlacedDefinition } from '../../experiment/definitions';
import { isBuiltInAlgorithm } from './built-in-algorithms';
import { checkMetricRegex } from './check-metric-regex';
import type { Report } from '../report';

/** The service's page of limits is tighter than the API model. */
const DOCUMENTED_DEFINITIONS = 20;
const PATH: AttributePath = ['algorithm_specification', 'metric_definitions'];

type Definition = PlacedDefinition['definition'];

/** Checks the objective and the metric definitions, and that the objective is one of them. */
export function checkMetrics(place: PlacedDefinition, report: Report): void {
  const { definition } = place;
  const objective = definition.tuning_objective ?? {};
  const definitions = definition.algorithm_specification?.metric_definitions;
  const at = [...place.path, ...PATH];
  if (definitions === undefined) return;
  if (definitions.length > 0 && isSurelyBuiltIn(definition)) {
    report.error(at, 'Metrics of a Built-in Algorithm', builtInDetail(imageOf(definition) ?? ''));
    return;
  }
  checkCount(definitions.length, at, report);
  definitions.forEach(({ name, regex }, index) => {
    const path = [...at, index];
    checkOneLine(name, [...path, 'name'], report);
    checkOneLine(regex, [...path, 'regex'], report);
    if (name !== undefined && definitions.findIndex((other) => other.name === name) < index) {
      report.error(
        [...path, 'name'],
        'Duplicate Metric Name',
        `Metric ${name} is defined more than once. Keep one definition.`,
      );
    }
    const isObjective = name !== undefined && name === objective.metric_name;
    checkMetricRegex(regex, { metric: name ?? 'this metric', isObjective, path: [...path, 'regex'] }, report);
  });
  if (objective.metric_name !== undefined) checkObjectiveIsDefined(objective.metric_name, place, report);
}

/** SageMaker's pattern for both is `.+`, which stops at a line break; logs are read line by line anyway. */
function checkOneLine(text: string | undefined, path: AttributePath, report: Report): void {
  if (text === undefined || !/[\n\r\u0085\u2028\u2029]/.test(text)) return;
  report.error(path, 'Line Break in Metric', `${JSON.stringify(text)} has a line break. Remove it.`);
}

function checkCount(count: number, path: AttributePath, report: Report): void {
  // More than 40 the model has rejected already.
  if (count <= DOCUMENTED_DEFINITIONS || count > 40) return;
  report.warning(
    path,
    'Many Metric Definitions',
    `metric_definitions holds ${String(count)}. SageMaker documents a limit of ${String(DOCUMENTED_DEFINITIONS)} for a tuning job and may refuse more. Keep those that you use.`,
  );
}

/** While the role is unknown, the image may still be in the practitioner's own account. */
function isSurelyBuiltIn(draft: Definition): boolean {
  const image = imageOf(draft);
  return (
    typeof image === 'string' && draft.role_arn !== undefined && isBuiltInAlgorithm(image, draft.role_arn)
  );
}

/** `null`: there is none. */
const imageOf = (draft: Definition): string | null | undefined =>
  draft.algorithm_specification?.training_image;

function builtInDetail(image: string): string {
  return (
    `algorithm_specification.training_image is "${image}", one of SageMaker's own algorithms. It defines its metrics ` +
    "itself, and SageMaker refuses a request that defines others. Remove metric_definitions and the objective's regex, and set its metric_name to one of the algorithm's metrics."
  );
}

/** Logs of a custom container yield no metric without a definition; built-in algorithms bring their own. */
function checkObjectiveIsDefined(
  metricName: string,
  { definition: draft, objectivePath }: PlacedDefinition,
  report: Report,
): void {
  // An algorithm resource brings its metrics.
  if (typeof draft.algorithm_specification?.algorithm_name === 'string') return;
  const names = (draft.algorithm_specification?.metric_definitions ?? []).map(
    (definition) => definition.name,
  );
  const image = imageOf(draft);
  if (image === undefined || image === null) {
    // Only custom containers accept definitions, so a definition shows that an unknown image is one.
    if (names.length === 0) return;
  } else if (isBuiltInAlgorithm(image, draft.role_arn)) {
    return;
  }
  if (names.includes(metricName) || names.includes(undefined)) return;
  const known = names.filter((name) => name !== undefined);
  const near = nearest(metricName, known)[0];
  const defined = known.length === 0 ? 'there are none' : `defined are ${known.join(', ')}`;
  report.error(
    [...objectivePath, 'metric_name'],
    'Objective Metric Not Defined',
    `${String(objectivePath.at(-1))}.metric_name is "${metricName}", but no metric definition has that name: ${defined}. ${near === undefined ? `Set ${String(objectivePath.at(-1))}.regex to a pattern that finds the number in the log.` : `Did you mean "${near}"?`}`,
  );
}
