import type { HyperParameterSpecification, TrainingSpecification } from '@aws-sdk/client-sagemaker';
import { metricRegexProblem } from '../../../jobs/training/metric-extractor';
import type { ImageSource } from '../../../ports/ports';
import { boundsOf, valueProblem } from './hyperparameter-value';
import { NUMERALS } from './numerals';
import { invalid, member } from '../rejections';

/** Checks the training specification of an algorithm. Returns the digest of its image. Throws ValidationException. */
export function checkAlgorithm(specification: TrainingSpecification, images: ImageSource): string {
  const {
    SupportedHyperParameters: parameters = [],
    SupportedTrainingInstanceTypes: types = [],
    TrainingChannels: channels = [],
    MetricDefinitions: metrics = [],
    SupportedTuningJobObjectiveMetrics: objectives = [],
  } = specification;
  checkUnique(
    parameters.map(({ Name: name = '' }) => name),
    'SupportedHyperParameters',
  );
  checkUnique(types, 'SupportedTrainingInstanceTypes');
  checkUnique(
    channels.map(({ Name: name = '' }) => name),
    'TrainingChannels',
  );
  checkUnique(
    metrics.map(({ Name: name = '' }) => name),
    'MetricDefinitions',
  );
  checkUnique(
    objectives.map(({ Type: type = '', MetricName: name = '' }) => `${type} ${name}`),
    'SupportedTuningJobObjectiveMetrics',
  );
  for (const parameter of parameters) checkParameter(parameter);
  for (const definition of metrics) {
    const problem = metricRegexProblem(definition);
    if (problem !== undefined) throw invalid(problem);
  }
  const undefinedMetric = objectives.find(
    ({ MetricName: name }) => !metrics.some((one) => one.Name === name),
  );
  if (undefinedMetric !== undefined) {
    throw invalid(
      `SupportedTuningJobObjectiveMetrics has the MetricName "${undefinedMetric.MetricName ?? ''}", which MetricDefinitions does not define. Define it, or leave it out.`,
    );
  }
  return checkImage(specification, images);
}

function checkImage(specification: TrainingSpecification, images: ImageSource): string {
  const image = member(specification.TrainingImage, 'trainingSpecification.trainingImage');
  const resolved = images.resolve(image);
  if (resolved === undefined) throw invalid(`Requested image ${image} not found.`);
  const { TrainingImageDigest: digest } = specification;
  if (digest === undefined || digest.toLowerCase() === resolved.digest) return resolved.digest;
  throw invalid(
    `The TrainingImageDigest ${digest} is not the digest of ${image}, which is ${resolved.digest}.`,
  );
}

function checkUnique(names: readonly string[], list: string): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw invalid(`${list} lists "${twice}" twice. Every entry must be unique.`);
}

const RANGE_OF = {
  Integer: 'IntegerParameterRangeSpecification',
  Continuous: 'ContinuousParameterRangeSpecification',
  Categorical: 'CategoricalParameterRangeSpecification',
  FreeText: undefined,
} as const;

function checkParameter(parameter: HyperParameterSpecification): void {
  const { Name: name = '', Type: type = 'FreeText', Range: range = {}, DefaultValue: value } = parameter;
  const who = `The hyperparameter "${name}" of Type ${type}`;
  const own = RANGE_OF[type];
  const odd = Object.values(RANGE_OF).find(
    (key) => key !== undefined && key !== own && range[key] !== undefined,
  );
  if (odd !== undefined) {
    throw invalid(
      `${who} has a ${odd}; ${own === undefined ? 'it takes no Range' : `its Range must be a ${own}`}.`,
    );
  }
  if (type === 'FreeText' && parameter.IsTunable === true) {
    throw invalid(`${who} cannot have IsTunable true, because there is no range of free text to search.`);
  }
  if (type === 'Integer' || type === 'Continuous') checkBounds(parameter, type, who);
  if (value === undefined) return;
  if (parameter.IsRequired === true) {
    throw invalid(
      `${who} has IsRequired true and a DefaultValue. One that has a default cannot be required.`,
    );
  }
  const problem = valueProblem(parameter, value);
  if (problem !== undefined) throw invalid(`${who} has the DefaultValue "${value}", which ${problem}.`);
}

function checkBounds(
  parameter: HyperParameterSpecification,
  type: 'Integer' | 'Continuous',
  who: string,
): void {
  const bounds = boundsOf(parameter);
  if (bounds === undefined) return;
  const { low, high } = bounds;
  const kind = type === 'Integer' ? 'integer' : 'continuous';
  for (const [place, bound] of [
    ['MinValue', low],
    ['MaxValue', high],
  ] as const) {
    if (NUMERALS[kind].test(bound) && Number.isFinite(Number(bound))) continue;
    throw invalid(
      `${who} has the ${place} "${bound}", which is not ${kind === 'integer' ? 'an integer' : 'a number'}.`,
    );
  }
  if (Number(low) <= Number(high)) return;
  throw invalid(
    `${who} has MinValue ${low} and MaxValue ${high}; MinValue must not be greater than MaxValue.`,
  );
}
