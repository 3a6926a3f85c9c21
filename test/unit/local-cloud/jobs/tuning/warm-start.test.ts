import type { HyperParameterTuningJobWarmStartType } from '@aws-sdk/client-sagemaker';
import type { TrainingJobRecord } from '../../../../../modules/local-cloud/jobs/training/training-job-record';
import type { TuningJobRecord } from '../../../../../modules/local-cloud/jobs/tuning/tuning-job-record';
import { NO_TRIALS } from '../../../../../modules/local-cloud/jobs/tuning/tuning-summary';
import { warmStartOf } from '../../../../../modules/local-cloud/jobs/tuning/warm-start';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000:';
const at = { createdAtMs: 0, modifiedAtMs: 0 };

function child(
  WarmStartType: HyperParameterTuningJobWarmStartType,
  StaticHyperParameters: Record<string, string>,
): TuningJobRecord {
  return {
    name: 'child',
    arn: `${ARN}hyper-parameter-tuning-job/child`,
    id: '2',
    request: {
      HyperParameterTuningJobName: 'child',
      HyperParameterTuningJobConfig: { Strategy: 'Bayesian', ResourceLimits: { MaxParallelTrainingJobs: 1 } },
      WarmStartConfig: {
        WarmStartType,
        ParentHyperParameterTuningJobs: [{ HyperParameterTuningJobName: 'parent' }],
      },
      TrainingJobDefinition: {
        StaticHyperParameters,
        AlgorithmSpecification: { TrainingInputMode: 'File' },
        RoleArn: 'arn:aws:iam::000000000000:role/trainer',
        OutputDataConfig: { S3OutputPath: 's3://bucket/' },
        StoppingCondition: { MaxRuntimeInSeconds: 60 },
      },
    },
    imageDigests: ['sha256:0'],
    seed: 1,
    parents: [{ id: '1', trials: 3 }],
    status: 'InProgress',
    ...at,
    summary: NO_TRIALS,
  };
}

function trial(HyperParameters: Record<string, string>, value: number): TrainingJobRecord {
  const { TrainingJobDefinition: definition } = child('TransferLearning', {}).request;
  return {
    name: 'trial',
    arn: `${ARN}training-job/trial`,
    request: { ...definition!, TrainingJobName: 'trial', HyperParameters },
    imageDigest: 'sha256:0',
    status: 'Completed',
    transitions: [],
    ...at,
    finalMetrics: [{ name: 'score', value, timestampMs: 0 }],
    trial: {
      tuningJobName: 'parent',
      tuningJobArn: `${ARN}hyper-parameter-tuning-job/parent`,
      tuningJobId: '1',
      sequence: 1,
      hyperparameters: HyperParameters,
      objective: { type: 'Maximize', metricName: 'score' },
      objectiveStatus: 'Succeeded',
    },
  };
}

const trials = [trial({ x: '1', rate: '0.1' }, 1), trial({ x: '2', rate: '0.2' }, 2), trial({ x: '3' }, 3)];

it('counts a parent trial as its own only if what is static now had the same value then', () => {
  const learnt = warmStartOf(child('IdenticalDataAndAlgorithm', { rate: '0.10' }), () => trials);
  expect(learnt).toEqual({
    type: 'IdenticalDataAndAlgorithm',
    parents: [{ completed: [{ hyperparameters: { x: '1', rate: '0.1' }, value: 1 }] }],
  });
});

it('learns by transfer from every parent trial', () => {
  const learnt = warmStartOf(child('TransferLearning', { rate: '0.10' }), () => trials);
  expect(learnt?.parents[0]?.completed).toHaveLength(3);
});
