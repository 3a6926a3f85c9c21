import { usEast1Prices } from '../../support/us-east-1-prices';
import { ManualClock } from '../../support/manual-clock';
import { openSession, TuningJobBoard } from '../../../modules/aws';
import type { ProviderData } from '../../../modules/provider/provider-data';
import type { ExperimentPlan } from '../../../modules/provider/experiment/types';

/** A configured provider whose session no test calls. */
export function configured(change: Partial<ProviderData> = {}): ProviderData {
  const session = openSession({ target: 'local', region: 'us-east-1' }, { clock: new ManualClock() });
  return {
    session,
    board: new TuningJobBoard(session),
    owner: 'me',
    defaultTags: {},
    prices: usEast1Prices,
    ...change,
  };
}

/** A whole configuration with nothing unknown and nothing optional. */
export const experimentConfig = {
  name: 'churn',
  role_arn: 'arn:aws:iam::111122223333:role/tuning',
  strategy: 'Bayesian',
  random_seed: null,
  objective: { type: 'Maximize', metric_name: 'accuracy' },
  resource_limits: {
    max_number_of_training_jobs: 40,
    max_parallel_training_jobs: 4,
    max_runtime_in_seconds: null,
  },
  training_job_early_stopping_type: 'Off',
  parameter_ranges: {
    integer_parameter_ranges: null,
    continuous_parameter_ranges: [
      { name: 'rate', min_value: 0.01, max_value: 0.3, scaling_type: 'Logarithmic' },
    ],
    categorical_parameter_ranges: null,
  },
  static_hyper_parameters: null,
  algorithm_specification: {
    training_image: '127.0.0.1:4747/churn@sha256:' + 'a'.repeat(64),
    training_input_mode: 'File',
    metric_definitions: [{ name: 'accuracy', regex: '(?:^|\\s)accuracy=(\\S+)' }],
  },
  input_data_config: [
    {
      channel_name: 'train',
      content_type: null,
      compression_type: null,
      input_mode: null,
      data_source: {
        s3_data_source: {
          s3_uri: 's3://bucket/train/',
          s3_data_type: 'S3Prefix',
          s3_data_distribution_type: 'FullyReplicated',
        },
      },
    },
  ],
  output_data_config: { s3_output_path: 's3://bucket/output/', kms_key_id: null },
  resource_config: { instance_type: 'ml.m5.large', instance_count: 1, volume_size_in_gb: 30 },
  stopping_condition: { max_runtime_in_seconds: 600 },
  environment: null,
  tags: null,
  run: 1,
  budget_usd: null,
  budget_action: 'reject',
  on_destroy: 'stop',
} as const;

/** The configuration as a plan request sees it, with changes. */
export function experimentPlan(change: Record<string, unknown> = {}): ExperimentPlan {
  return { ...experimentConfig, ...change } as unknown as ExperimentPlan;
}

/** The configuration as validation sees it, with changes. */
export function experimentWritten(change: Record<string, unknown> = {}): ExperimentPlan {
  return { ...experimentConfig, ...change } as unknown as ExperimentPlan;
}

/** A whole configuration of an endpoint, with nothing optional. */
export const endpointConfig = {
  name: 'churn',
  role_arn: 'arn:aws:iam::111122223333:role/serving',
  model_data_url: 's3://bucket/output/model.tar.gz',
  image: 'registry/churn@sha256:1',
  production_variant: {
    instance_type: 'ml.m5.large',
    initial_instance_count: 1,
    variant_name: 'AllTraffic',
  },
  environment: null,
  smoke_request: null,
  tags: null,
} as const;
