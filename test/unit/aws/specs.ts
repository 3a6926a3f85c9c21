import { specOf } from '../../../modules/tuning';
import type { ExperimentSpec } from '../../../modules/tuning';

/** An experiment that uses members of every group. */
export const fullSpec: ExperimentSpec = specOf({
  strategy: 'Bayesian',
  objective: { type: 'Minimize', metric_name: 'loss' },
  resource_limits: {
    max_number_of_training_jobs: 20,
    max_parallel_training_jobs: 2,
    max_runtime_in_seconds: 3600,
  },
  parameter_ranges: {
    integer_parameter_ranges: [{ name: 'depth', min_value: 2, max_value: 10, scaling_type: 'Linear' }],
    continuous_parameter_ranges: [
      { name: 'rate', min_value: 1e-7, max_value: 0.30000000000000004, scaling_type: 'Logarithmic' },
    ],
    categorical_parameter_ranges: [{ name: 'booster', values: ['gbtree', 'dart'] }],
  },
  training_job_early_stopping_type: 'Auto',
  random_seed: 7,
  static_hyper_parameters: { rounds: '100' },
  algorithm_specification: {
    training_image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/churn@sha256:' + '0'.repeat(64),
    training_input_mode: 'FastFile',
    metric_definitions: [{ name: 'loss', regex: 'loss=([0-9.]+)' }],
  },
  role_arn: 'arn:aws:iam::111122223333:role/tuning',
  input_data_config: [
    {
      channel_name: 'train',
      content_type: 'text/csv',
      compression_type: 'Gzip',
      input_mode: 'Pipe',
      data_source: {
        s3_data_source: {
          s3_uri: 's3://bucket/train/',
          s3_data_type: 'S3Prefix',
          s3_data_distribution_type: 'ShardedByS3Key',
        },
      },
    },
  ],
  output_data_config: { s3_output_path: 's3://bucket/output/', kms_key_id: 'alias/artifacts' },
  resource_config: { instance_type: 'ml.m5.xlarge', instance_count: 2, volume_size_in_gb: 50 },
  stopping_condition: { max_runtime_in_seconds: 600 },
  environment: { LOG_LEVEL: 'debug' },
  tuning_job_completion_criteria: {
    target_objective_metric_value: 0.1,
    best_objective_not_improving: { max_number_of_training_jobs_not_improving: 5 },
  },
  enable_managed_spot_training: true,
  checkpoint_config: { s3_uri: 's3://bucket/checkpoints/' },
  retry_strategy: { maximum_retry_attempts: 3 },
  vpc_config: { security_group_ids: ['sg-1'], subnets: ['subnet-1', 'subnet-2'] },
  warm_start_config: {
    parent_hyper_parameter_tuning_jobs: [{ hyper_parameter_tuning_job_name: 'earlier' }],
    warm_start_type: 'TransferLearning',
  },
});

/** The same with every optional member absent or empty. */
export const sparseSpec: ExperimentSpec = specOf({
  strategy: 'Random',
  objective: { type: 'Maximize', metric_name: 'accuracy' },
  resource_limits: { max_number_of_training_jobs: 1, max_parallel_training_jobs: 1 },
  parameter_ranges: {
    integer_parameter_ranges: [],
    continuous_parameter_ranges: [{ name: 'rate', min_value: 0, max_value: 1, scaling_type: 'Auto' }],
    categorical_parameter_ranges: [],
  },
  training_job_early_stopping_type: 'Off',
  static_hyper_parameters: {},
  algorithm_specification: {
    training_image: 'registry.example/churn:v1',
    training_input_mode: 'File',
    metric_definitions: [],
  },
  role_arn: 'arn:aws:iam::111122223333:role/tuning',
  input_data_config: [
    {
      channel_name: 'train',
      data_source: {
        s3_data_source: {
          s3_uri: 's3://bucket/train/',
          s3_data_type: 'S3Prefix',
          s3_data_distribution_type: 'FullyReplicated',
        },
      },
    },
  ],
  output_data_config: { s3_output_path: 's3://bucket/output/' },
  resource_config: { instance_type: 'ml.m5.large', instance_count: 1, volume_size_in_gb: 30 },
  stopping_condition: { max_runtime_in_seconds: 600 },
  environment: {},
});
