import { checkS3Uri } from '../validation/check-s3-uri';
import { checkChannelName, checkKey, checkRole, checkTrainingInstanceType } from '../validation/leaf-checks';
import { defaultsTo, optional, required } from './attribute';

const INPUT_MODES = ['File', 'Pipe', 'FastFile'] as const;
const SCALINGS = ['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic'] as const;
const MAX_SEED = 2 ** 31 - 1;

const numericRange = {
  name: required.text('Hyperparameter to search.', { length: [1, 256] }),
  min_value: required.number('Smallest value, inclusive.'),
  max_value: required.number('Largest value, inclusive.'),
  scaling_type: defaultsTo('Auto').word(SCALINGS, 'Scale on which values are chosen: `Auto`, `Linear`, `Logarithmic` or `ReverseLogarithmic`.'),
};

const categoricalRange = {
  name: required.text('Hyperparameter to search.', { length: [1, 256] }),
  values: required.texts('1 to 30 values.'),
};

/** SageMaker's ParameterRanges. */
export const parameterRanges = {
  integer_parameter_ranges: optional.list(numericRange, 'Integer hyperparameters to search; at most 30 ranges of all kinds.', { noun: 'parameter' }),
  continuous_parameter_ranges: optional.list(numericRange, 'Continuous hyperparameters to search; at most 30 ranges of all kinds.', { noun: 'parameter' }),
  categorical_parameter_ranges: optional.list(categoricalRange, 'Categorical hyperparameters to search.', { noun: 'parameter' }),
};

const objective = {
  type: required.word(['Maximize', 'Minimize'], '`Maximize` or `Minimize`.'),
  metric_name: required.text('Metric to improve.', { length: [1, 255] }),
};

const resourceLimits = {
  max_number_of_training_jobs: required.number('Maximum number of training jobs.', { whole: { min: 1, max: 10_000 }, priced: true }),
  max_parallel_training_jobs: required.number('Maximum number of training jobs at a time.', { whole: { min: 1, max: 100 }, priced: true }),
  max_runtime_in_seconds: optional.number('Maximum duration of the whole search, 120 to 15,768,000 seconds.', { whole: { min: 120, max: 15_768_000, unit: 'seconds' }, priced: true }),
};

/** SageMaker's HyperParameterTuningJobConfig: how to search. */
export const tuningJobConfig = {
  strategy: defaultsTo('Bayesian').word(['Bayesian', 'Random'], '`Bayesian` (default) or `Random`.', { unsupported: ['Hyperband', 'Grid'] }),
  objective: required.object(objective, 'How to compare training jobs.'),
  resource_limits: required.object(resourceLimits, 'Limits of the search, which also limit its cost.'),
  parameter_ranges: required.object(parameterRanges, 'The search space.'),
  training_job_early_stopping_type: defaultsTo('Off').word(['Off', 'Auto'], '`Auto` stops unpromising training jobs early; default `Off`.'),
  random_seed: optional.number('Random seed, 0 or more; the same seed repeats the search.', { whole: { min: 0, max: MAX_SEED } }),
};

const metricDefinition = {
  name: required.text('Metric name.', { length: [1, 255] }),
  regex: required.text('Regular expression that finds the metric in the log; its one capturing group is the value.'),
};

const algorithmSpecification = {
  training_image: required.text('Image URI, preferably with a digest (`repository@sha256:…`).', { length: [1, 255] }),
  training_input_mode: defaultsTo('File').word(INPUT_MODES, '`File` (default), `Pipe` or `FastFile`.'),
  metric_definitions: optional.list(metricDefinition, 'Metrics to read from the training log.', { noun: 'metric' }),
};

const s3DataSource = {
  s3_uri: required.text('`s3://bucket/prefix/`.', { check: checkS3Uri }),
  s3_data_type: defaultsTo('S3Prefix').word(['S3Prefix', 'ManifestFile'], '`S3Prefix` (default) or `ManifestFile`.'),
  s3_data_distribution_type: defaultsTo('FullyReplicated').word(['FullyReplicated', 'ShardedByS3Key'], '`FullyReplicated` (default) or `ShardedByS3Key`.'),
};

const channel = {
  channel_name: required.text('Folder name inside the container.', { check: checkChannelName }),
  content_type: optional.text('MIME type of the data.', { length: [0, 256] }),
  compression_type: optional.word(['None', 'Gzip'], '`None` or `Gzip`.', { filledIn: 'None' }),
  input_mode: optional.word(INPUT_MODES, '`File`, `Pipe` or `FastFile`.'),
  data_source: required.object({ s3_data_source: required.object(s3DataSource, 'Data in S3.') }, 'Location of the data.'),
};

const outputDataConfig = {
  s3_output_path: required.text('S3 location for the artifacts, `s3://…`.', { check: checkS3Uri }),
  kms_key_id: optional.text('KMS key that encrypts the artifacts.', { check: checkKey }),
};

const resourceConfig = {
  instance_type: required.text('Instance type, for example `ml.m5.xlarge`.', { check: checkTrainingInstanceType, priced: true }),
  instance_count: defaultsTo(1).number('Number of instances per training job.', { whole: { min: 1 }, priced: true }),
  volume_size_in_gb: defaultsTo(30).number('Storage per instance.', { whole: { min: 1, unit: 'GB' } }),
  keep_alive_period_in_seconds: optional.number('How long an idle instance waits for the next training job, 0 to 3,600 seconds; billed.', { whole: { min: 0, max: 3600, unit: 'seconds' }, priced: true }),
};

const stoppingCondition = {
  max_runtime_in_seconds: required.number('Maximum duration of one training job, all attempts together.', { whole: { min: 1, unit: 'seconds' }, priced: true }),
};

/** SageMaker's HyperParameterTrainingJobDefinition: what each training job does. */
export const trainingJobDefinition = {
  static_hyper_parameters: optional.map('Hyperparameters with one value for the whole search.', { secret: true }),
  algorithm_specification: required.object(algorithmSpecification, 'Training image and how it reads data and reports metrics.'),
  role_arn: required.text('Role that the training jobs assume.', { check: checkRole }),
  input_data_config: required.list(channel, 'Input channels, 1 to 20.', { noun: 'channel' }),
  output_data_config: required.object(outputDataConfig, 'Where to store the artifacts.'),
  resource_config: required.object(resourceConfig, 'Instances of one training job.'),
  stopping_condition: required.object(stoppingCondition, 'When to stop a training job.'),
  environment: optional.map('Environment variables of the container. Do not put secrets here.', { secret: true }),
};

/** Everything that the paid job depends on, with AWS's names in Terraform's spelling. */
export const experimentModel = { ...tuningJobConfig, ...trainingJobDefinition };
