import type { DescribeHyperParameterTuningJobCommandOutput } from '@aws-sdk/client-sagemaker';
import { fromDescription } from '../../../modules/aws/tuning-job/from-description';
import { toRequest } from '../../../modules/aws/tuning-job/to-request';
import { ownershipTags } from '../../../modules/aws';
import type { ExperimentSpec } from '../../../modules/tuning';
import { fullSpec, sparseSpec } from './specs';

const ownership = { owner: 'me', experiment: 'churn', fingerprint: 'f'.repeat(64), generation: 2, run: 1 };
const desired = (spec: ExperimentSpec) => ({
  name: 'churn-abc',
  spec,
  ownership,
  tags: { ...ownershipTags(ownership), team: 'red' },
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

  it('leaves out what was not asked for', () => {
    const { TrainingJobDefinition: definition, HyperParameterTuningJobConfig: config } = toRequest(
      desired(sparseSpec),
    );
    expect(Object.keys(definition ?? {})).not.toEqual(
      expect.arrayContaining(['StaticHyperParameters', 'Environment', 'VpcConfig']),
    );
    expect(config).not.toHaveProperty('RandomSeed');
    expect(config?.ResourceLimits).not.toHaveProperty('MaxRuntimeInSeconds');
    expect(definition?.AlgorithmSpecification).not.toHaveProperty('MetricDefinitions');
  });

  it('writes bounds as the shortest text that reads back as the same number', () => {
    const ranges = toRequest(desired(fullSpec)).HyperParameterTuningJobConfig?.ParameterRanges;
    expect(ranges?.ContinuousParameterRanges?.[0]).toMatchObject({
      MinValue: '1e-7',
      MaxValue: '0.30000000000000004',
    });
    expect(ranges?.IntegerParameterRanges?.[0]).toMatchObject({ MinValue: '2', MaxValue: '10' });
  });

  it('marks the job with its owner, sorted among the other tags', () => {
    expect(toRequest(desired(fullSpec)).Tags?.map(({ Key }) => Key)).toEqual([
      'team',
      'tuneform:experiment',
      'tuneform:fingerprint',
      'tuneform:generation',
      'tuneform:owner',
      'tuneform:run',
    ]);
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
