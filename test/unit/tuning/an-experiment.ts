import type { ExperimentSpec } from '../../../modules/tuning';

/** A sound experiment, changed where a test says so. */
export function anExperiment(changes: Partial<ExperimentSpec> = {}): ExperimentSpec {
  return {
    strategy: 'Bayesian',
    objective: { type: 'Maximize', metricName: 'validation:accuracy' },
    resourceLimits: { maxNumberOfTrainingJobs: 40, maxParallelTrainingJobs: 4 },
    trainingJobEarlyStoppingType: 'Off',
    parameterRanges: [
      { kind: 'continuous', name: 'learning_rate', min: 0.01, max: 0.3, scaling: 'Logarithmic' },
      { kind: 'integer', name: 'max_depth', min: 2, max: 10, scaling: 'Auto' },
      { kind: 'categorical', name: 'booster', values: ['gbtree', 'dart'] },
    ],
    staticHyperParameters: { rounds: '100' },
    trainingImage: `000000000000.dkr.ecr.us-east-1.amazonaws.com/digits@sha256:${'0'.repeat(64)}`,
    trainingInputMode: 'File',
    metricDefinitions: [{ name: 'validation:accuracy', regex: '(?:^|\\s)validation:accuracy=(\\S+)' }],
    roleArn: 'arn:aws:iam::000000000000:role/training',
    inputDataConfig: [
      {
        channelName: 'training',
        s3Uri: 's3://data/training',
        s3DataType: 'S3Prefix',
        s3DataDistributionType: 'FullyReplicated',
      },
    ],
    s3OutputPath: 's3://artifacts/digits',
    instanceType: 'ml.g5.xlarge',
    instanceCount: 1,
    volumeSizeInGb: 30,
    maxRuntimeInSeconds: 3600,
    environment: {},
    ...changes,
  };
}
