import {
  CreateTrainingJobCommand,
  DescribeTrainingJobCommand,
  ResourceInUse,
  StopTrainingJobCommand,
} from '@aws-sdk/client-sagemaker';
import type { CreateTrainingJobRequest } from '@aws-sdk/client-sagemaker';
import { BUCKET, furnishedCloud, SHELL_TRAIN } from '../../support/sagemaker-fixture';
import type { FurnishedCloud, SageMakerFixture } from '../../support/sagemaker-fixture';

let running: FurnishedCloud;
let aws: SageMakerFixture;
let image: string;

beforeAll(async () => {
  running = await furnishedCloud();
  ({ aws } = running);
  image = await aws.pushImage('shell', { train: SHELL_TRAIN });
});

afterAll(() => running.remove());

describe('a training job is rejected for', () => {
  test('a name that is taken, in whatever case, is ResourceInUse', async () => {
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('taken', image)));
    const again = aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('TAKEN', image)));
    await expect(again).rejects.toBeInstanceOf(ResourceInUse);
    await aws.trainingJobEnd('taken');
  });

  test('stopping an ended job', async () => {
    await aws.sagemaker.send(new CreateTrainingJobCommand(aws.trainingRequest('over', image)));
    await aws.trainingJobEnd('over');
    await expect(aws.sagemaker.send(new StopTrainingJobCommand({ TrainingJobName: 'over' }))).rejects.toThrow(
      'The request was rejected because the training job is in status Completed.',
    );
  });

  const s3Channel = (uri: string) => [
    { ChannelName: 'train', DataSource: { S3DataSource: { S3DataType: 'S3Prefix' as const, S3Uri: uri } } },
  ];

  test.each<{ why: string; change: Partial<CreateTrainingJobRequest>; says: string }>([
    {
      why: 'a role that does not exist',
      change: { RoleArn: 'arn:aws:iam::000000000000:role/nobody' },
      says: 'Could not assume role arn:aws:iam::000000000000:role/nobody',
    },
    {
      why: 'an image that was not pushed',
      change: {
        AlgorithmSpecification: { TrainingImage: '127.0.0.1:1/none:latest', TrainingInputMode: 'File' },
      },
      says: 'Requested image 127.0.0.1:1/none:latest not found.',
    },
    {
      why: 'an empty channel',
      change: { InputDataConfig: s3Channel(`s3://${BUCKET}/nothing/here`) },
      says: `No S3 objects found under S3 URL "s3://${BUCKET}/nothing/here"`,
    },
    {
      why: 'a channel in a bucket that is not there',
      change: { InputDataConfig: s3Channel('s3://no-such-bucket/x') },
      says: 'The specified bucket does not exist',
    },
    {
      why: 'an output bucket that is not there',
      change: { OutputDataConfig: { S3OutputPath: 's3://no-such-bucket/x' } },
      says: 'The bucket "no-such-bucket" of S3OutputPath',
    },
    {
      why: 'a channel whose name leads out of its folder',
      change: {
        InputDataConfig: s3Channel(`s3://${BUCKET}/data/train`).map((channel) => ({
          ...channel,
          ChannelName: '..',
        })),
      },
      says: 'cannot be the name of a folder',
    },
    {
      why: 'two instances',
      change: { ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 2, VolumeSizeInGB: 1 } },
      says: 'not supported by the local cloud yet',
    },
    {
      why: 'a runtime above 28 days',
      change: { StoppingCondition: { MaxRuntimeInSeconds: 28 * 86_400 + 1 } },
      says: 'MaxRuntimeInSeconds (2419201) must not be greater than 28 days',
    },
    {
      why: 'a volume key for instances with local disks',
      change: {
        ResourceConfig: {
          InstanceType: 'ml.g5.xlarge',
          InstanceCount: 1,
          VolumeSizeInGB: 1,
          VolumeKmsKeyId: 'alias/key',
        },
      },
      says: 'VolumeKmsKeyId cannot be used with ml.g5.xlarge',
    },
    {
      why: 'a volume of no size',
      change: { ResourceConfig: { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 0 } },
      says: 'VolumeSizeInGB (0) must be at least 1 for ml.m5.large',
    },
    {
      why: 'a tag of AWS',
      change: { Tags: [{ Key: 'AWS:own', Value: 'x' }] },
      says: 'aws: prefixed tag key names are not allowed for external use. The key is "AWS:own".',
    },
    {
      why: 'a tag given twice',
      change: {
        Tags: [
          { Key: 'team', Value: 'a' },
          { Key: 'team', Value: 'b' },
        ],
      },
      says: 'The key "team" is given twice.',
    },
  ])('$why', async ({ change, says }) => {
    const request = aws.trainingRequest('refused', image, change);
    const refused = aws.sagemaker.send(new CreateTrainingJobCommand(request));
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says),
    });
    const described = aws.sagemaker.send(new DescribeTrainingJobCommand({ TrainingJobName: 'refused' }));
    await expect(described).rejects.toThrow('Requested resource not found.');
  });

  test.each([
    { why: 'lookahead', regex: 'score=(.*)(?=;)', says: 'cannot be used' },
    { why: 'backreference', regex: '(a)\\1', says: 'cannot be used' },
    { why: 'unbalanced', regex: 'score=(', says: 'cannot be used' },
    { why: 'no group', regex: 'score=[0-9]+', says: 'has no capturing group' },
  ])('a metric expression with $why', async ({ regex, says }) => {
    const request = aws.trainingRequest('refused', image);
    const specification = {
      ...request.AlgorithmSpecification!,
      MetricDefinitions: [{ Name: 'score', Regex: regex }],
    };
    const refused = aws.sagemaker.send(
      new CreateTrainingJobCommand({ ...request, AlgorithmSpecification: specification }),
    );
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says),
    });
  });
});
