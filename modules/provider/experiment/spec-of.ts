import { isWhollyKnown } from '../../plugin';
import type { ExperimentSpec, ParameterRange } from '../../tuning';
import type { ExperimentPlan, ExperimentState } from './types';

/** The attributes a search depends on. Everything else can change without launching anything. */
export const SPEC_ATTRIBUTES = [
  'role_arn',
  'strategy',
  'random_seed',
  'objective',
  'resource_limits',
  'training_job_early_stopping_type',
  'parameter_ranges',
  'static_hyper_parameters',
  'algorithm_specification',
  'input_data_config',
  'output_data_config',
  'resource_config',
  'stopping_condition',
  'environment',
] as const satisfies readonly (keyof ExperimentState)[];

type SpecAttributes = Pick<ExperimentState, (typeof SPEC_ATTRIBUTES)[number]>;

/** The names of the attributes that keep a planned search from being known. Empty: {@link specOf} may be called. */
export function undecidedAttributes(planned: ExperimentPlan): readonly string[] {
  return SPEC_ATTRIBUTES.filter((name) => !isWhollyKnown(planned[name]));
}

/** The search a plan asks for, or `undefined` while any part of it is unknown. */
export function plannedSpec(planned: ExperimentPlan): ExperimentSpec | undefined {
  if (undecidedAttributes(planned).length > 0) return undefined;
  return specOf(planned as unknown as SpecAttributes);
}

/** The search that state or a wholly known plan describes. */
export function specOf(state: SpecAttributes): ExperimentSpec {
  const { algorithm_specification: algorithm, resource_limits: limits } = state;
  return {
    strategy: state.strategy as ExperimentSpec['strategy'],
    objective: {
      type: state.objective.type as ExperimentSpec['objective']['type'],
      metricName: state.objective.metric_name,
    },
    resourceLimits: {
      maxNumberOfTrainingJobs: limits.max_number_of_training_jobs,
      maxParallelTrainingJobs: limits.max_parallel_training_jobs,
      ...(limits.max_runtime_in_seconds !== null && { maxRuntimeInSeconds: limits.max_runtime_in_seconds }),
    },
    trainingJobEarlyStoppingType:
      state.training_job_early_stopping_type as ExperimentSpec['trainingJobEarlyStoppingType'],
    parameterRanges: rangesOf(state.parameter_ranges),
    staticHyperParameters: state.static_hyper_parameters ?? {},
    ...(state.random_seed !== null && { randomSeed: state.random_seed }),
    trainingImage: algorithm.training_image,
    trainingInputMode: algorithm.training_input_mode as ExperimentSpec['trainingInputMode'],
    metricDefinitions: (algorithm.metric_definitions ?? []).map(({ name, regex }) => ({ name, regex })),
    roleArn: state.role_arn,
    inputDataConfig: state.input_data_config.map(channelOf),
    s3OutputPath: state.output_data_config.s3_output_path,
    ...(state.output_data_config.kms_key_id !== null && {
      outputKmsKeyId: state.output_data_config.kms_key_id,
    }),
    instanceType: state.resource_config.instance_type,
    instanceCount: state.resource_config.instance_count,
    volumeSizeInGb: state.resource_config.volume_size_in_gb,
    maxRuntimeInSeconds: state.stopping_condition.max_runtime_in_seconds,
    environment: state.environment ?? {},
  };
}

/** The ranges of all kinds in one list: integers, continuous ones, categorical ones. */
export function rangesOf(ranges: ExperimentState['parameter_ranges']): ParameterRange[] {
  const bounded = (
    kind: 'integer' | 'continuous',
    list: typeof ranges.integer_parameter_ranges,
  ): ParameterRange[] =>
    (list ?? []).map((range) => ({
      kind,
      name: range.name,
      min: range.min_value,
      max: range.max_value,
      scaling: range.scaling_type as 'Auto',
    }));
  return [
    ...bounded('integer', ranges.integer_parameter_ranges),
    ...bounded('continuous', ranges.continuous_parameter_ranges),
    ...(ranges.categorical_parameter_ranges ?? []).map((range): ParameterRange => ({
      kind: 'categorical',
      name: range.name,
      values: range.values,
    })),
  ];
}

type ChannelState = ExperimentState['input_data_config'][number];

function channelOf(channel: ChannelState): ExperimentSpec['inputDataConfig'][number] {
  const source = channel.data_source.s3_data_source;
  return {
    channelName: channel.channel_name,
    s3Uri: source.s3_uri,
    s3DataType: source.s3_data_type as 'S3Prefix',
    s3DataDistributionType: source.s3_data_distribution_type as 'FullyReplicated',
    ...(channel.content_type !== null && { contentType: channel.content_type }),
    ...(channel.compression_type !== null && { compressionType: channel.compression_type as 'None' }),
    ...(channel.input_mode !== null && { inputMode: channel.input_mode as 'File' }),
  };
}
