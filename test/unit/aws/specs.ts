import type { ExperimentSpec } from '../../../modules/tuning';

/** An experiment that uses every member of the spec. */
export const fullSpec: ExperimentSpec = {
  strategy: 'Bayesian',
  objective: { type: 'Minimize', metricName: 'loss' },
  resourceLimits: { maxNumberOfTrainingJobs: 20, maxParallelTrainingJobs: 2, maxRuntimeInSeconds: 3600 },
  trainingJobEarlyStoppingType: 'Auto',
  parameterRanges: [
    { kind: 'integer', name: 'depth', min: 2, max: 10, scaling: 'Linear' },
    { kind: 'continuous', name: 'rate', min: 1e-7, max: 0.30000000000000004, scaling: 'Logarithmic' },
    { kind: 'categorical', name: 'booster', values: ['gbtree', 'dart'] },
  ],
  staticHyperParameters: { rounds: '100' },
  randomSeed: 7,
  trainingImage: '111122223333.dkr.ecr.us-east-1.amazonaws.com/churn@sha256:' + '0'.repeat(64),
  trainingInputMode: 'FastFile',
  metricDefinitions: [{ name: 'loss', regex: 'loss=([0-9.]+)' }],
  roleArn: 'arn:aws:iam::111122223333:role/tuning',
  inputDataConfig: [
    {
      channelName: 'train',
      s3Uri: 's3://bucket/train/',
      s3DataType: 'S3Prefix',
      s3DataDistributionType: 'ShardedByS3Key',
      contentType: 'text/csv',
      compressionType: 'Gzip',
      inputMode: 'Pipe',
    },
  ],
  s3OutputPath: 's3://bucket/output/',
  outputKmsKeyId: 'alias/artifacts',
  instanceType: 'ml.m5.xlarge',
  instanceCount: 2,
  volumeSizeInGb: 50,
  maxRuntimeInSeconds: 600,
  environment: { LOG_LEVEL: 'debug' },
};

/** The same with every optional member absent or empty. */
export const sparseSpec: ExperimentSpec = {
  strategy: 'Random',
  objective: { type: 'Maximize', metricName: 'accuracy' },
  resourceLimits: { maxNumberOfTrainingJobs: 1, maxParallelTrainingJobs: 1 },
  trainingJobEarlyStoppingType: 'Off',
  parameterRanges: [{ kind: 'continuous', name: 'rate', min: 0, max: 1, scaling: 'Auto' }],
  staticHyperParameters: {},
  trainingImage: 'registry.example/churn:v1',
  trainingInputMode: 'File',
  metricDefinitions: [],
  roleArn: 'arn:aws:iam::111122223333:role/tuning',
  inputDataConfig: [
    {
      channelName: 'train',
      s3Uri: 's3://bucket/train/',
      s3DataType: 'S3Prefix',
      s3DataDistributionType: 'FullyReplicated',
    },
  ],
  s3OutputPath: 's3://bucket/output/',
  instanceType: 'ml.m5.large',
  instanceCount: 1,
  volumeSizeInGb: 30,
  maxRuntimeInSeconds: 600,
  environment: {},
};
