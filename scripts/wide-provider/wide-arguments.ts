const numericRange = (name: string) => ({
  name,
  min_value: 0.001,
  max_value: 0.3,
  scaling_type: 'Logarithmic',
});
const names = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}_${String(index)}`);
const channel = (name: string) => ({
  channel_name: name,
  content_type: 'text/csv',
  compression_type: 'None',
  input_mode: 'File',
  data_source: {
    s3_data_source: {
      s3_uri: `s3://bucket/${name}/`,
      s3_data_type: 'S3Prefix',
      s3_data_distribution_type: 'FullyReplicated',
    },
  },
});

/** Arguments with about 140 leaf values. */
export const wideValues = {
  name: 'wide',
  role_arn: 'arn:aws:iam::000000000000:role/execution',
  strategy: 'Bayesian',
  random_seed: 7,
  objective: { type: 'Maximize', metric_name: 'validation:accuracy' },
  resource_limits: {
    max_number_of_training_jobs: 100,
    max_parallel_training_jobs: 10,
    max_runtime_in_seconds: 86400,
  },
  training_job_early_stopping_type: 'Off',
  parameter_ranges: {
    integer_parameter_ranges: names('integer', 8).map(numericRange),
    continuous_parameter_ranges: names('continuous', 10).map(numericRange),
    categorical_parameter_ranges: names('categorical', 3).map((name) => ({ name, values: ['a', 'b', 'c'] })),
  },
  static_hyper_parameters: { epochs: '10', seed: '1' },
  algorithm_specification: {
    training_image: '000000000000.dkr.ecr.us-east-1.amazonaws.com/image@sha256:0',
    training_input_mode: 'File',
    metric_definitions: [
      { name: 'validation:accuracy', regex: 'validation:accuracy=(\\S+)' },
      { name: 'loss', regex: 'validation:loss=(\\S+)' },
    ],
  },
  input_data_config: [channel('train'), channel('validation')],
  output_data_config: { s3_output_path: 's3://bucket/output', kms_key_id: 'alias/key' },
  resource_config: { instance_type: 'ml.m5.large', instance_count: 1, volume_size_in_gb: 30 },
  stopping_condition: { max_runtime_in_seconds: 3600 },
  environment: { LANG: 'C.UTF-8' },
  tags: { team: 'platform', project: 'churn' },
};

/** The object as every peer stores it after creating it. */
export const wideState = {
  ...wideValues,
  id: wideValues.name,
  generation: 1,
  verdict: 'launch',
  because: 'first',
  search_space: 'space',
  status: 'InProgress',
};

/** {@link wideValues} as arguments, valid inside a resource block and inside an object: JSON is an HCL expression. */
export const wideArguments = Object.entries(wideValues)
  .map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`)
  .join('');
