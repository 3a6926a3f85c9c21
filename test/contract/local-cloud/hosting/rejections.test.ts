import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
} from '@aws-sdk/client-sagemaker';
import { HostedModels, variant } from '../../../support/hosted-models';
import { BUCKET } from '../../../support/sagemaker-fixture';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000';

const hosted = HostedModels.forThisFile();

describe('rejections', () => {
  const refused = (sent: Promise<unknown>, says: string) =>
    expect(sent).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says),
    });

  beforeAll(() => hosted.serve('present'));
  afterAll(() => hosted.remove('present'));

  test('a name that is taken', async () => {
    await refused(
      hosted.createModel('PRESENT'),
      `Cannot create already existing model "${ARN}:model/present".`,
    );
    await refused(
      hosted.createConfig('present', variant('present')),
      'Cannot create already existing endpoint configuration',
    );
    await refused(
      hosted.createEndpoint('present'),
      `Cannot create already existing endpoint "${ARN}:endpoint/present".`,
    );
  });

  test('a model of an image that was not pushed, data that is not there or a role nobody has', async () => {
    await refused(
      hosted.createModel('absent', { Image: '127.0.0.1:1/x:y' }),
      'Requested image 127.0.0.1:1/x:y not found.',
    );
    const data = `s3://${BUCKET}/models/none.tar.gz`;
    await refused(
      hosted.createModel('absent', { ModelDataUrl: data }),
      `Could not find model data at ${data}.`,
    );
    const nobody = new CreateModelCommand({
      ModelName: 'absent',
      ExecutionRoleArn: 'arn:aws:iam::000000000000:role/nobody',
      PrimaryContainer: { Image: hosted.image },
    });
    await refused(hosted.aws.sagemaker.send(nobody), 'Could not assume role');
  });

  test('a configuration of a model that is not there, and kinds of variants not served here', async () => {
    await refused(
      hosted.createConfig('absent', variant('nobody')),
      `Could not find model "${ARN}:model/nobody".`,
    );
    const serverless = {
      VariantName: 'a',
      ModelName: 'present',
      ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 1 },
    };
    await refused(hosted.createConfig('absent', serverless), 'not supported by the local cloud yet');
  });

  const s3 = (type: 'S3Prefix' | 'S3Object', compression: 'None' | 'Gzip', key: string) => ({
    ModelDataUrl: undefined,
    ModelDataSource: {
      S3DataSource: {
        S3DataType: type,
        CompressionType: compression,
        S3Uri: `s3://${BUCKET}/${key}`,
      },
    },
  });

  test.each([
    {
      why: 'two places',
      container: {
        ...s3('S3Prefix', 'None', 'models/'),
        ModelDataUrl: `s3://${BUCKET}/models/one.tar.gz`,
      },
      says: 'ModelDataUrl and ModelDataSource cannot both be specified.',
    },
    {
      why: 'an archive by prefix',
      container: s3('S3Prefix', 'Gzip', 'models/one.tar.gz'),
      says: 'CompressionType Gzip needs S3DataType S3Object',
    },
    {
      why: 'a prefix without its slash',
      container: s3('S3Prefix', 'None', 'models'),
      says: `The S3Uri "s3://${BUCKET}/models" must end with a forward slash`,
    },
    {
      why: 'a single object as it is',
      container: s3('S3Object', 'None', 'models/one.tar.gz'),
      says: 'S3Object with CompressionType None is not supported by the local cloud yet',
    },
  ])('model data in $why', async ({ container, says }) => {
    await refused(hosted.createModel('absent', container), says);
  });

  test.each([
    {
      why: 'a key',
      extra: { KmsKeyId: 'alias/key' },
      change: {},
      says: 'KmsKeyId cannot be used with ml.g5',
    },
    { why: 'a volume', extra: {}, change: { VolumeSizeInGB: 9 }, says: 'VolumeSizeInGB cannot be used with' },
  ])('$why for a variant with local disks', async ({ extra, change, says }) => {
    const config = new CreateEndpointConfigCommand({
      EndpointConfigName: 'absent',
      ProductionVariants: [variant('present', { InstanceType: 'ml.g5.xlarge', ...change })],
      ...extra,
    });
    await refused(hosted.aws.sagemaker.send(config), says);
  });

  test('data capture, which is on unless it says that it is off', async () => {
    const config = new CreateEndpointConfigCommand({
      EndpointConfigName: 'absent',
      ProductionVariants: [variant('present')],
      DataCaptureConfig: {
        InitialSamplingPercentage: 100,
        DestinationS3Uri: `s3://${BUCKET}/captured`,
        CaptureOptions: [{ CaptureMode: 'Input' }],
      },
    });
    await refused(hosted.aws.sagemaker.send(config), 'DataCaptureConfig without EnableCapture = false');
  });

  test('a deployment that would be given up before its waits are over', async () => {
    const endpoint = new CreateEndpointCommand({
      EndpointName: 'absent',
      EndpointConfigName: 'present',
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 600 },
          MaximumExecutionTimeoutInSeconds: 600,
        },
      },
    });
    await refused(
      hosted.aws.sagemaker.send(endpoint),
      'MaximumExecutionTimeoutInSeconds (600) must be greater than',
    );
  });

  test('an endpoint of a configuration that is not there', async () => {
    await refused(
      hosted.createEndpoint('absent', 'nowhere'),
      `Could not find endpoint configuration "${ARN}:endpoint-config/nowhere".`,
    );
  });

  test('an update to the configuration in use', async () => {
    await refused(hosted.updateEndpoint('present', 'present'), 'already uses the endpoint configuration');
  });

  test('an invocation of an endpoint that is not there', async () => {
    await expect(hosted.invoke('absent', 'x')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Endpoint absent of account 000000000000 not found.',
    });
  });
});
