import { isUnknown } from '../../plugin';
import type { Unknown } from '../../plugin';
import type { ExperimentDraft, ParameterRangeDraft } from '../../tuning';
import type { ExperimentConfig } from './types';

/** A value as far as it is known: unknown and absent both become `undefined`, which skips the checks that need it. */
function known<T>(value: T | null | Unknown): T | undefined {
  return value === null || isUnknown(value) ? undefined : value;
}

/** A list whose members may be unknown; those that are become empty objects, so that positions stay right. */
function items<T extends object>(
  value: readonly (T | null | Unknown)[] | null | Unknown,
): readonly Partial<T>[] | undefined {
  return known(value)?.map((item) => known<Partial<T>>(item) ?? {});
}

/** A map whose values may be unknown. */
function entries(
  value: Readonly<Record<string, string | null | Unknown>> | null | Unknown,
): Readonly<Record<string, string | undefined>> | undefined {
  const map = known(value);
  return map && Object.fromEntries(Object.entries(map).map(([key, item]) => [key, known(item)]));
}

/** What can be said about a configuration before anything is applied, in the words of the tuning domain. */
export function draftOf(config: ExperimentConfig): ExperimentDraft {
  const objective = known(config.objective);
  const limits = known(config.resource_limits);
  const algorithm = known(config.algorithm_specification);
  const resources = known(config.resource_config);
  const output = known(config.output_data_config);
  const condition = known(config.stopping_condition);
  const channels = items(config.input_data_config);
  return {
    name: known(config.name),
    roleArn: known(config.role_arn),
    strategy: orDefault(config.strategy, 'Bayesian'),
    randomSeed: known(config.random_seed),
    objective: objective && { type: known(objective.type), metricName: known(objective.metric_name) },
    resourceLimits: limits && {
      maxNumberOfTrainingJobs: known(limits.max_number_of_training_jobs),
      maxParallelTrainingJobs: known(limits.max_parallel_training_jobs),
      maxRuntimeInSeconds: known(limits.max_runtime_in_seconds),
    },
    trainingJobEarlyStoppingType: orDefault(config.training_job_early_stopping_type, 'Off'),
    parameterRanges: rangeDrafts(config.parameter_ranges),
    staticHyperParameters: absentIsEmpty(config.static_hyper_parameters, entries),
    trainingImage: algorithm && known(algorithm.training_image),
    trainingInputMode: algorithm && orDefault(algorithm.training_input_mode, 'File'),
    metricDefinitions:
      algorithm &&
      (algorithm.metric_definitions === null
        ? []
        : items(algorithm.metric_definitions)?.map((metric) => ({
            name: known(metric.name ?? null),
            regex: known(metric.regex ?? null),
          }))),
    inputDataConfig: channels?.map(channelDraft),
    s3OutputPath: output && known(output.s3_output_path),
    outputKmsKeyId: output && known(output.kms_key_id),
    instanceType: resources && known(resources.instance_type),
    instanceCount: resources && orDefault(resources.instance_count, 1),
    volumeSizeInGb: resources && orDefault(resources.volume_size_in_gb, 30),
    maxRuntimeInSeconds: condition && known(condition.max_runtime_in_seconds),
    environment: absentIsEmpty(config.environment, entries),
  };
}

/** An absent optional value is its default; an unknown one stays unknown. */
function orDefault<T extends string | number>(value: T | null | Unknown, otherwise: T): T | undefined {
  return value === null ? otherwise : known(value);
}

function absentIsEmpty<T, R extends object>(
  value: T | null | Unknown,
  read: (value: T | Unknown) => R | undefined,
): R | undefined {
  return value === null ? ({} as R) : read(value);
}

type Ranges = Exclude<ExperimentConfig['parameter_ranges'], Unknown>;

function rangeDrafts(
  value: ExperimentConfig['parameter_ranges'],
): readonly (ParameterRangeDraft | undefined)[] | undefined {
  const ranges = known(value);
  if (ranges === undefined) return undefined;
  return [
    ...boundedDrafts('integer', ranges.integer_parameter_ranges),
    ...boundedDrafts('continuous', ranges.continuous_parameter_ranges),
    ...(isUnknown(ranges.categorical_parameter_ranges)
      ? [undefined]
      : (items(ranges.categorical_parameter_ranges) ?? []).map((range): ParameterRangeDraft => ({
          kind: 'categorical',
          name: known(range.name ?? null),
          values: known(range.values ?? null)?.map((item) => known(item)),
        }))),
  ];
}

function boundedDrafts(
  kind: 'integer' | 'continuous',
  list: Ranges['integer_parameter_ranges'],
): readonly (ParameterRangeDraft | undefined)[] {
  if (isUnknown(list)) return [undefined];
  return (items(list) ?? []).map((range) => ({
    kind,
    name: known(range.name ?? null),
    min: known(range.min_value ?? null),
    max: known(range.max_value ?? null),
    scaling: orDefault(range.scaling_type ?? null, 'Auto'),
  }));
}

type ChannelConfig = Exclude<Exclude<ExperimentConfig['input_data_config'], Unknown>[number], Unknown>;

function channelDraft(channel: Partial<ChannelConfig>) {
  const source = known(known(channel.data_source ?? null)?.s3_data_source ?? null);
  return {
    channelName: known(channel.channel_name ?? null),
    contentType: known(channel.content_type ?? null),
    compressionType: known(channel.compression_type ?? null),
    inputMode: known(channel.input_mode ?? null),
    s3Uri: source && known(source.s3_uri),
    s3DataType: source && orDefault(source.s3_data_type, 'S3Prefix'),
    s3DataDistributionType: source && orDefault(source.s3_data_distribution_type, 'FullyReplicated'),
  };
}
