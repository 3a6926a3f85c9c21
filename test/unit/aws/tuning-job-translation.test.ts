import type { DescribeHyperParameterTuningJobCommandOutput } from '@aws-sdk/client-sagemaker';
import { fromDescription } from '../../../modules/aws/tuning-job/from-description';
import { toRequest } from '../../../modules/aws/tuning-job/to-request';
import { ownershipTags } from '../../../modules/aws';
import { specOf } from '../../../modules/tuning';
import type { ExperimentSpec } from '../../../modules/tuning';
import { fullSpec, sparseSpec } from './specs';

const ownership = { owner: 'me', experiment: 'churn', fingerprint: 'f'.repeat(64), generation: 2, run: 1 };
const desired = (spec: ExperimentSpec) => ({
  name: 'churn-abc',
  spec,
  ownership,
  tags: { ...ownershipTags(ownership), team: 'red' },
  objectId: 'mine',
});

/** The service's description of a request: what it was sent, and what it adds by itself. */
function described(spec: ExperimentSpec): DescribeHyperParameterTuningJobCommandOutput {
  const request = toRequest(desired(spec));
  const definition = request.TrainingJobDefinition!;
  return {
    $metadata: {},
    ...request,
    HyperParameterTuningJobArn: 'arn:job',
    HyperParameterTuningJobStatus: 'Completed',
    CreationTime: new Date(1000),
    ObjectiveStatusCounters: {},
    TrainingJobStatusCounters: { Completed: 3, Stopped: 1 },
    TrainingJobDefinition: {
      ...definition,
      StaticHyperParameters: {
        ...definition.StaticHyperParameters,
        _tuning_objective_metric: spec.objective?.metric_name ?? '',
      },
      OutputDataConfig: { KmsKeyId: '', ...definition.OutputDataConfig } as { S3OutputPath: string },
    },
  };
}

describe('translating a tuning job', () => {
  it.each([
    ['every member', fullSpec],
    ['no optional member', sparseSpec],
  ])('reads back what it wrote, with %s, whatever the service injects', (_name, spec) => {
    expect(fromDescription(described(spec), {}).spec).toEqual(spec);
  });

  it('sends and reads back training definitions without channels, the only one and each of several', () => {
    const alone = specOf({ ...sparseSpec, input_data_config: [] });
    expect(toRequest(desired(alone)).TrainingJobDefinition).not.toHaveProperty('InputDataConfig');
    expect(fromDescription(described(alone), {}).spec).toEqual(alone);
    const { objective, parameter_ranges, algorithm_specification, role_arn } = sparseSpec;
    const { output_data_config, resource_config, stopping_condition, resource_limits } = sparseSpec;
    const definition = {
      algorithm_specification,
      role_arn,
      output_data_config,
      resource_config,
      stopping_condition,
    };
    const listed = specOf({
      strategy: 'Random',
      resource_limits,
      training_job_definitions: ['a', 'b'].map((definition_name) => ({
        definition_name,
        tuning_objective: objective,
        hyper_parameter_ranges: parameter_ranges,
        ...definition,
      })),
    });
    const request = toRequest(desired(listed));
    expect(JSON.stringify(request)).not.toContain('InputDataConfig');
    const answer = { $metadata: {}, ...request } as DescribeHyperParameterTuningJobCommandOutput;
    expect(fromDescription(answer, {}).spec).toEqual(listed);
  });

  it('leaves out what was not asked for, and marks the job with its owner, sorted among the other tags', () => {
    expect(toRequest(desired(sparseSpec))).toEqual({
      HyperParameterTuningJobName: 'churn-abc',
      HyperParameterTuningJobConfig: {
        Strategy: 'Random',
        HyperParameterTuningJobObjective: { Type: 'Maximize', MetricName: 'accuracy' },
        ResourceLimits: { MaxNumberOfTrainingJobs: 1, MaxParallelTrainingJobs: 1 },
        ParameterRanges: {
          ContinuousParameterRanges: [{ Name: 'rate', MinValue: '0', MaxValue: '1', ScalingType: 'Auto' }],
        },
        TrainingJobEarlyStoppingType: 'Off',
      },
      TrainingJobDefinition: {
        AlgorithmSpecification: { TrainingImage: 'registry.example/churn:v1', TrainingInputMode: 'File' },
        RoleArn: 'arn:aws:iam::111122223333:role/tuning',
        InputDataConfig: [
          {
            ChannelName: 'train',
            DataSource: {
              S3DataSource: {
                S3Uri: 's3://bucket/train/',
                S3DataType: 'S3Prefix',
                S3DataDistributionType: 'FullyReplicated',
              },
            },
          },
        ],
        OutputDataConfig: { S3OutputPath: 's3://bucket/output/' },
        ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 30 },
        StoppingCondition: { MaxRuntimeInSeconds: 600 },
      },
      Tags: [
        { Key: 'team', Value: 'red' },
        { Key: 'tuneform:experiment', Value: 'churn' },
        { Key: 'tuneform:fingerprint', Value: 'f'.repeat(64) },
        { Key: 'tuneform:generation', Value: '2' },
        { Key: 'tuneform:object', Value: 'mine' },
        { Key: 'tuneform:owner', Value: 'me' },
        { Key: 'tuneform:run', Value: '1' },
      ],
    });
  });

  it('writes bounds as the shortest text that reads back as the same number', () => {
    expect(toRequest(desired(fullSpec)).HyperParameterTuningJobConfig?.ParameterRanges).toEqual({
      IntegerParameterRanges: [{ Name: 'depth', MinValue: '2', MaxValue: '10', ScalingType: 'Linear' }],
      ContinuousParameterRanges: [
        { Name: 'rate', MinValue: '1e-7', MaxValue: '0.30000000000000004', ScalingType: 'Logarithmic' },
      ],
      CategoricalParameterRanges: [{ Name: 'booster', Values: ['gbtree', 'dart'] }],
    });
  });

  it('counts what is not reported as none', () => {
    expect(fromDescription(described(fullSpec), {}).counters).toEqual({
      completed: 3,
      inProgress: 0,
      retryableError: 0,
      nonRetryableError: 0,
      stopped: 1,
    });
  });

  it('admits that it cannot express a job of several definitions', () => {
    const answer = { ...described(fullSpec), TrainingJobDefinition: undefined };
    expect(fromDescription(answer, {}).spec).toBeUndefined();
  });
});
