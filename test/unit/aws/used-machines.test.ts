import { describeOwnTrainingJob, describeTrainingJob } from '../../../modules/aws';
import { contenderOf } from '../../../modules/provider/champion/contender-of';
import { decidedBy } from '../../../modules/provider/training-job/settle-training-job';
import { usEast1Prices as prices } from '../../support/us-east-1-prices';
import { scriptedSession } from './scripted-session';

// The local cloud runs no job that lists preferences or groups, so a script says what SageMaker documents for them.

const forever = new AbortController().signal;
const PREFERENCES = {
  InstancePreferences: [
    { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    { InstanceType: 'ml.g5.xlarge', InstanceCount: 2 },
  ],
};
const GROUPS = {
  InstanceGroups: [
    { InstanceGroupName: 'a', InstanceType: 'ml.m5.large', InstanceCount: 1 },
    { InstanceGroupName: 'b', InstanceType: 'ml.g5.xlarge', InstanceCount: 2 },
  ],
};
const SELECTED = { ...PREFERENCES, SelectedInstanceType: 'ml.g5.xlarge', SelectedInstanceCount: 2 };

describe.each([
  { of: 'its only type', config: { InstanceType: 'ml.g5.xlarge', InstanceCount: 2 }, usd: 2.816 },
  { of: 'the preference that the service took', config: SELECTED, usd: 2.816 },
  { of: 'all its groups', config: GROUPS, usd: 2.931 },
  { of: 'preferences of which none is taken yet', config: PREFERENCES, usd: null },
])('a training job on $of', ({ config, usd }) => {
  const { session } = scriptedSession({
    DescribeTrainingJob: () => ({
      TrainingJobName: 'job',
      TrainingJobArn: 'arn:aws:sagemaker:us-east-1:123456789012:training-job/job',
      TrainingJobStatus: 'Completed',
      BillableTimeInSeconds: 3600,
      ResourceConfig: { VolumeSizeInGB: 30, ...config },
      AlgorithmSpecification: { TrainingImage: 'image', TrainingInputMode: 'File' },
      RoleArn: 'arn:aws:iam::123456789012:role/it',
      OutputDataConfig: { S3OutputPath: 's3://bucket/output/' },
      StoppingCondition: { MaxRuntimeInSeconds: 7200 },
    }),
    ListTags: () => ({ Tags: [] }),
  });

  it('costs what they cost, as a champion', async () => {
    const trial = { trainingJobName: 'job', hyperparameters: {}, status: 'Completed' } as never;
    const winner = { trial, metricName: 'score', prices, dataFingerprint: undefined };
    const { contender } = await contenderOf(session, winner, forever);
    expect(contender.cost_usd).toBe(usd);
  });

  it('costs what they cost, as a smoke run, which can be imported', async () => {
    const observed = await describeOwnTrainingJob(session, 'job', forever);
    const judged = { verdict: 'passed' as const, because: '', metrics: {}, used: null };
    expect(decidedBy(judged, { observed: observed!, prices }).cost_usd).toBe(usd);
    expect(observed?.inexpressible).toBeUndefined();
  });

  it('names its type if there is one', async () => {
    const details = await describeTrainingJob(session, 'job', forever);
    expect(details?.instanceType).toBe(usd === 2.816 ? 'ml.g5.xlarge' : '');
  });
});
