import type { HyperParameterSpecification, ParameterRanges } from '@aws-sdk/client-sagemaker';
import type { AlgorithmRecord } from '../../../jobs/training/algorithm-record';
import type { EffectiveDefinition } from '../../../jobs/tuning/tuning-job-record';
import type { TrainingSpec } from '../training-jobs/training-spec';
import { valueProblem } from './hyperparameter-value';
import { invalid } from '../rejections';

/** Checks a job's request against the features of its algorithm. Throws ValidationException. */
export function checkUseOfAlgorithm(spec: TrainingSpec, { arn, request }: AlgorithmRecord): void {
  if (spec.AlgorithmSpecification?.MetricDefinitions !== undefined) {
    throw invalid(
      `You can't override the metric definitions of the algorithm ${arn}. Retry the request without MetricDefinitions.`,
    );
  }
  const { InstanceType: type = '' } = spec.ResourceConfig ?? {};
  const types: readonly string[] = request.TrainingSpecification?.SupportedTrainingInstanceTypes ?? [];
  if (!types.includes(type)) {
    throw invalid(
      `The instance type ${type} is not supported by the algorithm ${arn}. Supported: ${types.join(', ')}.`,
    );
  }
  checkChannels(spec, { arn, request });
}

function checkChannels(spec: TrainingSpec, { arn, request }: Pick<AlgorithmRecord, 'arn' | 'request'>): void {
  const { TrainingChannels: known = [] } = request.TrainingSpecification ?? {};
  const given = spec.InputDataConfig ?? [];
  for (const channel of given) {
    const { ChannelName: name = '', ContentType: content, CompressionType: compression = 'None' } = channel;
    const own = known.find((one) => one.Name === name);
    if (own === undefined) {
      const names = known.map((one) => one.Name ?? '').join(', ');
      throw invalid(`The channel "${name}" is not supported by the algorithm ${arn}. Supported: ${names}.`);
    }
    const mode = channel.InputMode ?? spec.AlgorithmSpecification?.TrainingInputMode ?? 'File';
    checkOneOf({ what: 'input mode', value: mode, allowed: own.SupportedInputModes, name, arn });
    checkOneOf({ what: 'content type', value: content, allowed: own.SupportedContentTypes, name, arn });
    const compressions = own.SupportedCompressionTypes;
    checkOneOf({ what: 'compression type', value: compression, allowed: compressions, name, arn });
  }
  const absent = known.find(
    ({ Name: name, IsRequired: required = false }) =>
      required && !given.some(({ ChannelName: one }) => one === name),
  );
  if (absent === undefined) return;
  throw invalid(
    `The algorithm ${arn} requires the channel "${absent.Name ?? ''}". Add it to InputDataConfig.`,
  );
}

interface Choice {
  readonly what: string;
  readonly value: string | undefined;
  readonly allowed: readonly string[] | undefined;
  readonly name: string;
  readonly arn: string;
}

function checkOneOf({ what, value, allowed, name, arn }: Choice): void {
  if (value === undefined || allowed === undefined || allowed.includes(value)) return;
  throw invalid(
    `The ${what} ${value} of the channel "${name}" is not supported by the algorithm ${arn}. Supported: ${allowed.join(', ')}.`,
  );
}

/**
 * Checks a job's hyperparameters, fixed and tuned, against its algorithm.
 * Throws ValidationException.
 */
export function checkHyperparameters(
  { arn, request }: AlgorithmRecord,
  values: Readonly<Record<string, string>>,
  ranges: ParameterRanges = {},
): void {
  const { SupportedHyperParameters: known = [] } = request.TrainingSpecification ?? {};
  const searched = searchedOf(ranges);
  const find = (name: string): HyperParameterSpecification => {
    const own = known.find((one) => one.Name === name);
    if (own !== undefined) return own;
    const names = known.map((one) => one.Name ?? '').join(', ');
    throw invalid(
      `The hyperparameter "${name}" is not supported by the algorithm ${arn}. Supported: ${names === '' ? 'none' : names}.`,
    );
  };
  for (const [name, value] of Object.entries(values)) checkValue(find(name), value, arn);
  for (const range of searched) {
    const own = find(range.name);
    if (own.IsTunable !== true) {
      throw invalid(
        `The hyperparameter "${range.name}" of the algorithm ${arn} is not tunable. Give it a static value.`,
      );
    }
    if (own.Type !== range.type) {
      throw invalid(
        `The hyperparameter "${range.name}" of the algorithm ${arn} is of Type ${own.Type ?? ''}; it cannot have a ${range.type} range.`,
      );
    }
    for (const value of range.values) checkValue(own, value, arn);
  }
  const absent = known.find(
    ({ Name: name = '', IsRequired: required = false }) =>
      required && !(name in values) && !searched.some((range) => range.name === name),
  );
  if (absent === undefined) return;
  throw invalid(
    `The algorithm ${arn} requires the hyperparameter "${absent.Name ?? ''}". Give it a value or a range.`,
  );
}

function checkValue(specification: HyperParameterSpecification, value: string, arn: string): void {
  const problem = valueProblem(specification, value);
  if (problem === undefined) return;
  throw invalid(
    `The value "${value}" of the hyperparameter "${specification.Name ?? ''}" ${problem}, which the algorithm ${arn} demands.`,
  );
}

/** The tuned hyperparameters with the values to check: bounds, or every category. */
function searchedOf(ranges: ParameterRanges) {
  const numeric = (type: 'Integer' | 'Continuous', list: ParameterRanges['IntegerParameterRanges'] = []) =>
    list.map(({ Name: name = '', MinValue: low = '', MaxValue: high = '' }) => ({
      type,
      name,
      values: [low, high],
    }));
  return [
    ...numeric('Integer', ranges.IntegerParameterRanges),
    ...numeric('Continuous', ranges.ContinuousParameterRanges),
    ...(ranges.CategoricalParameterRanges ?? []).map(({ Name: name = '', Values: values = [] }) => ({
      type: 'Categorical' as const,
      name,
      values,
    })),
  ];
}

/** Checks a definition's ranges and objective against its algorithm. Throws ValidationException. */
export function checkSearchOfAlgorithm(
  { definition, objective, ranges }: EffectiveDefinition,
  algorithm: AlgorithmRecord,
): void {
  checkHyperparameters(algorithm, definition.StaticHyperParameters ?? {}, ranges);
  const { SupportedTuningJobObjectiveMetrics: supported = [] } =
    algorithm.request.TrainingSpecification ?? {};
  const { Type: type = '', MetricName: metric = '' } = objective ?? {};
  if (supported.some((one) => one.Type === type && one.MetricName === metric)) return;
  const names = supported.map((one) => `${one.Type ?? ''} ${one.MetricName ?? ''}`).join(', ');
  throw invalid(
    `The objective ${type} ${metric} is not supported by the algorithm ${algorithm.arn}. Supported: ${names === '' ? 'none' : names}.`,
  );
}
