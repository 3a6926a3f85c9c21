import { MOST_PARALLEL_JOBS, MOST_TRAINING_JOBS_OF_ANY } from '../service-limits';
import { checkS3Uri } from '../validation/attributes/check-s3-uri';
import {
  checkAlgorithm, checkArn, checkAttributeName, checkChannelName, checkDefinitionName, checkDirectory, checkFileSystem, checkKey, checkLocalPath, checkNetworkId, checkParentName, checkRole, checkTrainingInstanceType, checkTrainingPlan,
} from '../validation/attributes/leaf-checks';
import { defaultsTo, optional, required, unlessGiven } from './attribute';

const INPUT_MODES = ['File', 'Pipe', 'FastFile'] as const;
const SCALINGS = ['Auto', 'Linear', 'Logarithmic', 'ReverseLogarithmic'] as const;
const MAX_SEED = 2 ** 31 - 1;
/** SageMaker allows four kinds of `s3_data_type` and adds one now and then. */
const S3_TYPES = ['S3Prefix', 'ManifestFile', 'AugmentedManifestFile', 'Converse'] as const;

const numericRange = {
  name: required.text('Hyperparameter to search.', { length: [1, 256] }),
  min_value: required.number('Smallest value, inclusive.', { edit: 'extend if lowered' }),
  max_value: required.number('Largest value, inclusive.', { edit: 'extend if raised' }),
  scaling_type: defaultsTo('Auto').word(SCALINGS, 'Scale on which values are chosen.'),
};

const categoricalRange = {
  name: required.text('Hyperparameter to search.', { length: [1, 256] }),
  values: required.texts('Values to choose from.', { count: [1, 30], noun: 'value', length: [0, 256], edit: 'extend if added' }),
};

const autoParameter = {
  name: required.text('Hyperparameter whose range Autotune chooses.', { length: [1, 256] }),
  value_hint: required.text('A value that is likely to be good.', { length: [1, 256] }),
};

/** SageMaker's ParameterRanges. */
export const parameterRanges = {
  integer_parameter_ranges: optional.list(numericRange, 'Integer hyperparameters to search; at most 30 ranges of all kinds.', { noun: 'parameter' }),
  continuous_parameter_ranges: optional.list(numericRange, 'Continuous hyperparameters to search; at most 30 ranges of all kinds.', { noun: 'parameter' }),
  categorical_parameter_ranges: optional.list(categoricalRange, 'Categorical hyperparameters to search.', { noun: 'parameter' }),
  auto_parameters: optional.list(autoParameter, 'Hyperparameters whose ranges Autotune chooses; need `autotune`.', { noun: 'parameter', count: [1, 100] }),
};

export const objective = {
  type: required.word(['Maximize', 'Minimize'], 'Direction.'),
  metric_name: required.text('Metric to improve.', { length: [1, 255] }),
};

const resourceLimits = {
  max_number_of_training_jobs: optional.number('Maximum number of training jobs. Without it, a search that is not of strategy `Grid` ends by `max_runtime_in_seconds`, by its completion criteria, or at SageMaker’s own limit: 750 training jobs, and up to 10,000 for strategy `Random`.', { whole: { min: 1, max: MOST_TRAINING_JOBS_OF_ANY }, priced: true, edit: 'extend if raised' }),
  max_parallel_training_jobs: required.number('Maximum number of training jobs at a time.', { whole: { min: 1, max: MOST_PARALLEL_JOBS }, priced: true, edit: 'metadata only' }),
  max_runtime_in_seconds: optional.number('Maximum duration of the whole search.', { whole: { min: 120, max: 15_768_000, unit: 'seconds' }, priced: true }),
};

const hyperband = {
  min_resource: optional.number('Epochs that every training job gets before the first comparison.', { whole: { min: 1, max: 20_000 } }),
  max_resource: optional.number('Epochs that the best training jobs get. Without it, SageMaker takes it from a static hyperparameter such as `epochs`.', { whole: { min: 1, max: 20_000 } }),
};

const completionCriteria = {
  target_objective_metric_value: optional.number('The search ends when a training job is at least this good.'),
  best_objective_not_improving: optional.object({
    max_number_of_training_jobs_not_improving: required.number('Training jobs in a row that improve the best value by less than 1 %, 3 or more.', { whole: { min: 3 } }),
  }, 'The search ends when it no longer improves.'),
  convergence_detected: optional.object({
    complete_on_convergence: required.word(['Enabled', 'Disabled'], 'Whether the search ends then.'),
  }, 'The search ends when the service finds that it is unlikely to improve.'),
};

/** SageMaker's HyperParameterTuningJobConfig: how to search. */
export const tuningJobConfig = {
  strategy: defaultsTo('Bayesian').word(['Bayesian', 'Random', 'Grid', 'Hyperband'], 'Strategy that chooses the hyperparameters.', { priced: true }),
  strategy_config: optional.object({ hyperband_strategy_config: optional.object(hyperband, 'Bounds of the resource of a training job, in epochs.') }, 'Settings of strategy `Hyperband`.'),
  objective: required.object(objective, 'How to compare training jobs.'),
  resource_limits: required.object(resourceLimits, 'Limits of the search, which also limit its cost.'),
  parameter_ranges: required.object(parameterRanges, 'The search space; may be left out with `autotune`.'),
  training_job_early_stopping_type: defaultsTo('Off').word(['Off', 'Auto'], '`Auto` stops unpromising training jobs early.'),
  tuning_job_completion_criteria: optional.object(completionCriteria, 'What ends the search before its limits do.'),
  random_seed: optional.number('Random seed; the same seed repeats the search.', { whole: { min: 0, max: MAX_SEED } }),
};

const metricDefinition = {
  name: required.text('Metric name.', { length: [1, 255] }),
  regex: required.text('Regular expression that finds the metric in the log; its one capturing group is the value.'),
};

const algorithmSpecification = {
  training_image: optional.text('Image URI, preferably with a digest (`repository@sha256:…`). Either this or `algorithm_name`.', { length: [1, 255] }),
  algorithm_name: optional.text('Name or ARN of an algorithm resource or of an algorithm that you subscribed to.', { check: checkAlgorithm }),
  training_input_mode: defaultsTo('File').word(INPUT_MODES, 'How channels reach the container.'),
  metric_definitions: optional.list(metricDefinition, 'Metrics to read from the training log.', { noun: 'metric definition', count: [1, 40] }),
};

const s3DataSource = {
  s3_uri: required.text('`s3://bucket/prefix/`.', { check: checkS3Uri }),
  s3_data_type: defaultsTo('S3Prefix').word(S3_TYPES, 'Kind of object at `s3_uri`.'),
  s3_data_distribution_type: defaultsTo('FullyReplicated').word(['FullyReplicated', 'ShardedByS3Key'], 'Whether each of several instances gets all objects or a share of them.'),
  attribute_names: optional.texts('Attributes of an augmented manifest to read, in this order.', { count: [1, 16], noun: 'attribute name', check: checkAttributeName, length: [1, 256], ordered: true }),
  instance_group_names: optional.texts('Instance groups that get the data; all of them if omitted.', { count: [1, 5], noun: 'instance group name', length: [1, 64] }),
  model_access_config: optional.object({ accept_eula: required.flag('Whether the licence of the model is accepted.') }, 'Access to a model with a licence.'),
  hub_access_config: optional.object({ hub_content_arn: required.text('ARN of the content of a hub.', { length: [1, 255], check: checkArn }) }, 'Access to data in a hub.'),
};

const fileSystemDataSource = {
  file_system_id: required.text('ID of the file system, such as `fs-0123456789abcdef0`.', { check: checkFileSystem }),
  file_system_access_mode: required.word(['ro', 'rw'], 'Whether training jobs may only read, or read and write.'),
  file_system_type: required.word(['EFS', 'FSxLustre'], 'Kind of file system.'),
  directory_path: required.text('Folder in the file system, for instance `/data/train`.', { check: checkDirectory }),
};

const dataSource = {
  s3_data_source: optional.object(s3DataSource, 'Data in S3.'),
  file_system_data_source: optional.object(fileSystemDataSource, 'Data in a file system; needs `vpc_config`.'),
  dataset_source: optional.object({ dataset_arn: required.text('ARN of a data set in a hub.', { length: [1, 2048], check: checkArn }) }, 'A data set in a hub.'),
};

const channel = {
  channel_name: required.text('Folder name inside the container.', { check: checkChannelName }),
  content_type: optional.text('MIME type of the data.', { length: [0, 256] }),
  compression_type: optional.word(['None', 'Gzip'], 'Compression of the objects, which SageMaker unpacks in input mode `Pipe` only.', { filledIn: 'None' }),
  record_wrapper_type: optional.word(['None', 'RecordIO'], 'Wrapper around each record in input mode `Pipe`.', { filledIn: 'None' }),
  input_mode: optional.word(INPUT_MODES, 'Input mode of this channel, instead of `training_input_mode`.'),
  shuffle_config: optional.object({ seed: required.number('Seed of the order.', { whole: { min: 0, max: Number.MAX_SAFE_INTEGER } }) }, 'Shuffles the objects of the channel, in input mode `Pipe` before every epoch.'),
  data_source: required.object(dataSource, 'Location of the data: one of the following.'),
};

const outputDataConfig = {
  s3_output_path: required.text('S3 location for the artifacts, `s3://…`.', { check: checkS3Uri }),
  kms_key_id: optional.text('KMS key that encrypts the artifacts.', { check: checkKey }),
  compression_type: optional.word(['GZIP', 'NONE'], 'Compression of the artifacts.', { filledIn: 'GZIP' }),
};

const instanceType = required.text('Instance type, for example `ml.m5.xlarge`.', { check: checkTrainingInstanceType, priced: true });
const instanceCount = defaultsTo(1).number('Number of instances per training job.', { whole: { min: 1 }, priced: true });
const volumeSize = defaultsTo(30).number('Storage per instance.', { whole: { min: 1, unit: 'GB' }, priced: true });
const trainingPlan = { length: [50, 2048], check: checkTrainingPlan } as const;

const instanceGroup = {
  instance_group_name: required.text('Its name.', { length: [1, 64] }),
  instance_type: instanceType,
  instance_count: required.number('Instances of the group.', { whole: { min: 1 }, priced: true }),
};

const instancePreference = {
  instance_type: instanceType,
  instance_count: instanceCount,
  training_plan_arns: optional.texts('Training plan that provides the capacity.', { count: [1, 1], noun: 'ARN', ...trainingPlan }),
};

const placement = {
  enable_multiple_jobs: optional.flag('Whether several jobs may share an UltraServer.', { filledIn: false }),
  placement_specifications: optional.list({
    ultra_server_id: optional.text('ID of the UltraServer.', { length: [1, 256] }),
    instance_count: required.number('Number of instances on the UltraServer.', { whole: { min: 1 } }),
  }, 'UltraServers that the instances are on.', { count: [1, 10], noun: 'placement' }),
};

const resourceConfig = {
  instance_type: optional.text('Instance type, for example `ml.m5.xlarge`. Either this, `instance_groups` or `instance_preferences`.', { check: checkTrainingInstanceType, priced: true }),
  instance_count: optional.number('Number of instances per training job; 1 if omitted.', { whole: { min: 1 }, priced: true, filledIn: 1, sentWith: 'instance_type' }),
  volume_size_in_gb: volumeSize,
  volume_kms_key_id: optional.text('KMS key that encrypts the volumes.', { check: checkKey }),
  keep_alive_period_in_seconds: optional.number('How long an idle instance waits for the next training job; billed.', { whole: { min: 0, max: 21_600, unit: 'seconds' }, priced: true, edit: 'metadata only' }),
  instance_groups: optional.list(instanceGroup, 'Instances of several types that train together.', { count: [1, 5], noun: 'instance group' }),
  training_plan_arn: optional.text('Training plan that provides the capacity.', trainingPlan),
  instance_placement_config: optional.object(placement, 'Placement of the instances on UltraServers.'),
  instance_preferences: optional.list(instancePreference, 'Alternatives, the preferred first; the service takes the first that has capacity.', { count: [1, 5], noun: 'instance preference', ordered: true }),
};

/** SageMaker's HyperParameterTuningResourceConfig. */
const tuningResourceConfig = {
  instance_type: optional.text('Instance type, for example `ml.m5.xlarge`. Either this or `instance_configs`.', { check: checkTrainingInstanceType, priced: true }),
  instance_count: optional.number('Number of instances per training job; 1 if omitted.', { whole: { min: 1 }, priced: true, filledIn: 1, sentWith: 'instance_type' }),
  volume_size_in_gb: optional.number('Storage per instance.', { whole: { min: 1, unit: 'GB' }, priced: true }),
  volume_kms_key_id: optional.text('KMS key that encrypts the volumes.', { check: checkKey }),
  allocation_strategy: optional.word(['Prioritized'], 'How the service chooses among `instance_configs`: the first that has capacity.'),
  instance_configs: optional.list({
    instance_type: instanceType,
    instance_count: instanceCount,
    volume_size_in_gb: volumeSize,
  }, 'Alternatives, the preferred first.', { count: [1, 6], noun: 'instance configuration', ordered: true }),
};

const stoppingCondition = {
  max_runtime_in_seconds: required.number('Maximum duration of one training job, all attempts together.', { whole: { min: 1, unit: 'seconds' }, priced: true }),
  max_wait_time_in_seconds: optional.number('Maximum duration of waiting for spot capacity and training together; needs `enable_managed_spot_training`.', { whole: { min: 1, unit: 'seconds' } }),
  max_pending_time_in_seconds: optional.number('How long a training job may wait for capacity.', { whole: { min: 1800, max: 2_419_200, unit: 'seconds' } }),
};

const checkpointConfig = {
  s3_uri: required.text('Where checkpoints go, `s3://…`. Each training job has a folder there that is named after it.', { check: checkS3Uri }),
  local_path: optional.text('Folder in the container whose files are checkpoints.', { check: checkLocalPath, filledIn: '/opt/ml/checkpoints' }),
};

const vpcConfig = {
  security_group_ids: required.texts('Security groups.', { count: [1, 5], noun: 'security group', length: [1, 32], check: checkNetworkId }),
  subnets: required.texts('Subnets.', { count: [1, 16], noun: 'subnet', length: [1, 32], check: checkNetworkId }),
};

/** SageMaker's HyperParameterTrainingJobDefinition without name, objective and ranges: what each training job does. */
export const trainingJobDefinition = {
  static_hyper_parameters: optional.map('Hyperparameters with one value for the whole search.', { secret: true }),
  algorithm_specification: required.object(algorithmSpecification, 'Training image or algorithm, and how it reads data and reports metrics.'),
  role_arn: required.text('Role that the training jobs assume.', { check: checkRole }),
  input_data_config: optional.list(channel, 'Input channels; a container that needs no data trains without any.', { noun: 'channel', count: [1, 20] }),
  output_data_config: required.object(outputDataConfig, 'Where to store the artifacts.'),
  resource_config: optional.object(resourceConfig, 'Instances of one training job. Either this or `hyper_parameter_tuning_resource_config`.'),
  hyper_parameter_tuning_resource_config: optional.object(tuningResourceConfig, 'Instances of one training job, with alternatives.'),
  stopping_condition: required.object(stoppingCondition, 'When to stop a training job.'),
  enable_managed_spot_training: optional.flag('Trains on spot instances, which are cheaper and which AWS may take away.', { filledIn: false }),
  checkpoint_config: optional.object(checkpointConfig, 'Where training jobs keep their progress.'),
  retry_strategy: optional.object({ maximum_retry_attempts: required.number('Maximum number of retries after internal errors of the service.', { whole: { min: 1, max: 30 } }) }, 'Retries of a training job.'),
  vpc_config: optional.object(vpcConfig, 'Network of the training jobs.'),
  enable_network_isolation: optional.flag('Cuts the containers off from the network.', { filledIn: false }),
  enable_inter_container_traffic_encryption: optional.flag('Encrypts what the instances of a training job send each other.', { filledIn: false }),
  environment: optional.map('Environment variables of the container. Do not put secrets here.', { secret: true, count: [0, 48], noun: 'environment variable' }),
};

/** A training definition among several. */
export const listedDefinition = {
  definition_name: required.text('Its name.', { check: checkDefinitionName }),
  tuning_objective: required.object(objective, 'How to compare training jobs.'),
  hyper_parameter_ranges: required.object(parameterRanges, 'The search space.'),
  ...trainingJobDefinition,
};

const warmStartConfig = {
  parent_hyper_parameter_tuning_jobs: required.list({
    hyper_parameter_tuning_job_name: required.text('Name of a tuning job that has ended.', { check: checkParentName }),
  }, 'Searches to learn from; grandparents count only if they are named.', { count: [1, 5], noun: 'parent' }),
  warm_start_type: required.word(['IdenticalDataAndAlgorithm', 'TransferLearning'], 'Whether data and algorithm are the same as the parents’.'),
};

/** Members of the request outside its search and its training definitions. */
export const tuningJobRequest = {
  training_job_definitions: optional.list(listedDefinition, 'Several kinds of training job, each with its own objective, ranges, algorithm and machines; the search is over all of them. Instead of `objective`, `parameter_ranges` and everything that says what a training job does.', { noun: 'training definition', count: [1, 10], priced: true }),
  warm_start_config: optional.object(warmStartConfig, 'Earlier searches that this one learns from.'),
  autotune: optional.object({ mode: required.word(['Enabled'], 'Lets the service choose what is left out: ranges, strategy, limits.', { priced: true }) }, 'SageMaker’s Autotune.'),
};

/** Everything that determines the paid job, under AWS's names in Terraform's spelling. */
export const experimentModel = {
  ...tuningJobConfig,
  ...unlessGiven('training_job_definitions', { objective: tuningJobConfig.objective, parameter_ranges: tuningJobConfig.parameter_ranges, ...trainingJobDefinition }),
  ...tuningJobRequest,
};
