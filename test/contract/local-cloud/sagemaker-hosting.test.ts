import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
  ListTagsCommand,
  UpdateEndpointCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import type { CreateModelInput, ProductionVariant } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, ModelError } from '@aws-sdk/client-sagemaker-runtime';
import type { InvokeEndpointCommandInput } from '@aws-sdk/client-sagemaker-runtime';
import { archiveFolder } from '../../../modules/local-cloud/jobs/training/archive-folder';
import { BUCKET, furnishedCloud, PYTHON_SERVE, ROLE_ARN, until } from './sagemaker-fixture';
import type { FurnishedCloud, SageMakerFixture } from './sagemaker-fixture';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000';

let running: FurnishedCloud;
let aws: SageMakerFixture;
let image: string;

beforeAll(async () => {
  running = await furnishedCloud();
  ({ aws } = running);
  image = await aws.pushImage('server', { serve: PYTHON_SERVE });
  await putModel('models/one.tar.gz', 'one.bin');
  await putModel('models/two.tar.gz', 'two.bin');
});

afterAll(() => running.remove());

async function putModel(key: string, name: string): Promise<void> {
  const folder = join(running.directory, 'made', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), name);
  const archive = join(running.directory, 'made', `${name}.tar.gz`);
  await archiveFolder(folder, archive);
  await aws.put(key, readFileSync(archive));
}

function createModel(name: string, container: CreateModelInput['PrimaryContainer'] = {}) {
  return aws.sagemaker.send(
    new CreateModelCommand({
      ModelName: name,
      ExecutionRoleArn: ROLE_ARN,
      PrimaryContainer: {
        Image: image,
        ModelDataUrl: `s3://${BUCKET}/models/one.tar.gz`,
        Environment: { NAME: name },
        ...container,
      },
    }),
  );
}

const variant = (model: string, extra: Partial<ProductionVariant> = {}): ProductionVariant => ({
  VariantName: 'AllTraffic',
  ModelName: model,
  InstanceType: 'ml.m5.large',
  InitialInstanceCount: 1,
  ...extra,
});

const createConfig = (name: string, ...variants: ProductionVariant[]) =>
  aws.sagemaker.send(
    new CreateEndpointConfigCommand({ EndpointConfigName: name, ProductionVariants: variants }),
  );

const createEndpoint = (name: string, config = name) =>
  aws.sagemaker.send(new CreateEndpointCommand({ EndpointName: name, EndpointConfigName: config }));

const updateEndpoint = (name: string, config: string) =>
  aws.sagemaker.send(new UpdateEndpointCommand({ EndpointName: name, EndpointConfigName: config }));

const look = (name: string) => aws.sagemaker.send(new DescribeEndpointCommand({ EndpointName: name }));

/** Model, configuration and endpoint of one name, in service. */
async function serve(name: string, container: CreateModelInput['PrimaryContainer'] = {}): Promise<void> {
  await createModel(name, container);
  await createConfig(name, variant(name));
  await createEndpoint(name);
  const endpoint = await aws.endpointSettled(name);
  expect(endpoint.FailureReason).toBeUndefined();
  expect(endpoint.EndpointStatus).toBe('InService');
}

async function invoke(name: string, body: string, extra: Partial<InvokeEndpointCommandInput> = {}) {
  const answer = await aws.runtime.send(
    new InvokeEndpointCommand({
      EndpointName: name,
      Body: Buffer.from(body),
      ContentType: 'text/csv',
      ...extra,
    }),
  );
  return { ...answer, text: Buffer.from(answer.Body).toString() };
}

async function remove(name: string): Promise<void> {
  await aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: name }));
  await until(
    () =>
      look(name).then(
        () => false,
        () => true,
      ),
    (gone) => gone,
  );
}

test('serves the model of an archive through the server of the image', async () => {
  await serve('plain');
  const answer = await invoke('plain', '1,2', { CustomAttributes: 'trace' });
  expect(answer.text).toBe('plain|one.bin|1,2');
  expect(answer).toMatchObject({
    ContentType: 'text/csv',
    InvokedProductionVariant: 'AllTraffic',
    CustomAttributes: 'trace!',
  });
  expect(await look('plain')).toMatchObject({
    EndpointArn: `${ARN}:endpoint/plain`,
    EndpointConfigName: 'plain',
    ProductionVariants: [
      {
        VariantName: 'AllTraffic',
        CurrentWeight: 1,
        DesiredInstanceCount: 1,
        DeployedImages: [{ SpecifiedImage: image, ResolvedImage: image }],
      },
    ],
  });
  const lines = await until(
    () => aws.logLines('/aws/sagemaker/Endpoints/plain', 'AllTraffic/').catch((): string[] => []),
    (all) => all.includes('request /invocations'),
  );
  expect(lines[0]).toContain('not isolated');
  await remove('plain');
  expect(existsSync(join(running.directory, 'endpoints', 'plain'))).toBe(false);
});

test('passes bytes through as they are, both ways', async () => {
  await serve('bytes');
  const body = Uint8Array.from({ length: 256 }, (_, at) => at);
  const answer = await invoke('bytes', '', { Body: body, ContentType: 'application/octet-stream' });
  expect([...answer.Body.subarray(-256)]).toEqual([...body]);
  await remove('bytes');
});

test('serves a model kept as plain objects under a prefix', async () => {
  await aws.put('models/loose/a.txt', 'a');
  await aws.put('models/loose/b.txt', 'b');
  await serve('loose', {
    ModelDataUrl: undefined,
    ModelDataSource: {
      S3DataSource: {
        S3Uri: `s3://${BUCKET}/models/loose/`,
        S3DataType: 'S3Prefix',
        CompressionType: 'None',
      },
    },
  });
  expect((await invoke('loose', 'x')).text).toBe('loose|a.txt,b.txt|x');
  await remove('loose');
});

test('answers of the server other than success are ModelErrors with its words', async () => {
  await serve('sick');
  const broken = invoke('sick', 'break');
  await expect(broken).rejects.toBeInstanceOf(ModelError);
  await expect(broken).rejects.toMatchObject({
    OriginalStatusCode: 500,
    OriginalMessage: 'model is sick',
    message: expect.stringContaining('Received server error (500) from primary with message "model is sick"'),
    $metadata: { httpStatusCode: 424 },
  });
  await expect(invoke('sick', 'wrong')).rejects.toMatchObject({
    OriginalStatusCode: 400,
    message: expect.stringContaining('Received client error (400)'),
  });
  await remove('sick');
});

test('a server that dies is started again', async () => {
  await serve('mortal');
  await expect(invoke('mortal', 'die')).rejects.toBeInstanceOf(ModelError);
  const answer = await until(
    () => invoke('mortal', 'again').catch(() => undefined),
    (found) => found !== undefined,
  );
  expect(answer!.text).toBe('mortal|one.bin|again');
  await remove('mortal');
});

test('an update switches to the new configuration once its server is in service, without a gap', async () => {
  await serve('rolling');
  await createModel('rolling-2', { ModelDataUrl: `s3://${BUCKET}/models/two.tar.gz` });
  await createConfig('rolling-2', variant('rolling-2'));
  await updateEndpoint('rolling', 'rolling-2');
  expect(await look('rolling')).toMatchObject({
    EndpointStatus: 'Updating',
    EndpointConfigName: 'rolling',
    PendingDeploymentSummary: { EndpointConfigName: 'rolling-2' },
  });
  await expect(updateEndpoint('rolling', 'rolling-2')).rejects.toThrow('Cannot update in-progress endpoint');
  const deleting = aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'rolling' }));
  await expect(deleting).rejects.toThrow('Cannot update in-progress endpoint');
  const seen = new Set<string>();
  const slow: Promise<unknown>[] = [];
  const endpoint = await until(
    async () => {
      slow.push(invoke('rolling', 'slow'));
      seen.add((await invoke('rolling', '')).text);
      return look('rolling');
    },
    ({ EndpointStatus: status }) => status !== 'Updating',
    50,
  );
  // Some of them were with the old server when the new one took its place.
  await Promise.all(slow);
  expect(endpoint).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'rolling-2' });
  expect(endpoint.PendingDeploymentSummary).toBeUndefined();
  expect((await invoke('rolling', '')).text).toBe('rolling-2|two.bin|');
  expect([...seen]).toContain('rolling|one.bin|');
  await until(
    async () => readdirSync(join(running.directory, 'endpoints', 'rolling')),
    (deployments) => deployments.length === 1,
  );
  await remove('rolling');
});

test('an update that does not come into service leaves the old one in service, with the reason', async () => {
  await serve('steady');
  const broken = await aws.pushImage('server', { serve: '#!/bin/sh\necho "cannot load"; exit 5' });
  await createModel('steady-2', { Image: broken });
  await createConfig('steady-2', variant('steady-2'));
  await updateEndpoint('steady', 'steady-2');
  const endpoint = await aws.endpointSettled('steady');
  expect(endpoint).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'steady',
    FailureReason: expect.stringMatching(/did not pass the ping health check.*exit code 5.*cannot load/s),
  });
  expect((await invoke('steady', 'still')).text).toBe('steady|one.bin|still');
  await remove('steady');
});

test('an update needs the configuration in use to be there still', async () => {
  await serve('orphaned');
  await createConfig('orphaned-2', variant('orphaned'));
  await aws.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'orphaned' }));
  await expect(updateEndpoint('orphaned', 'orphaned-2')).rejects.toThrow(
    `Could not find endpoint configuration "${ARN}:endpoint-config/orphaned".`,
  );
  expect((await invoke('orphaned', '')).text).toContain('one.bin');
  await remove('orphaned');
});

test.each([
  {
    why: 'its server ends',
    container: async () => ({
      Image: await aws.pushImage('server', { serve: '#!/bin/sh\necho no model; exit 2' }),
    }),
    says: /did not pass the ping health check.*exit code 2: no model/s,
  },
  {
    why: 'its image has no server',
    container: async () => ({ Image: await aws.pushImage('server', { train: '#!/bin/sh\n' }) }),
    says: /did not pass the ping health check.*serve/s,
  },
  {
    why: 'its server takes a port that is not its own',
    container: async () => ({
      Image: await aws.pushImage('server', {
        serve: `#!/bin/sh\necho 'OSError: [Errno 98] Address already in use'; exit 1`,
      }),
    }),
    says: /exit code 1: OSError.*listen on the port in SAGEMAKER_BIND_TO_PORT, with 8080 as the default/,
  },
  {
    why: 'its server opens a folder that only a container has',
    container: async () => ({
      Image: await aws.pushImage('server', { serve: `#!/bin/sh\ncat /opt/ml/model/no-such` }),
    }),
    says: /No such file.*read the folder from SAGEMAKER_BASE_DIR/,
  },
  {
    why: 'its artifact is no archive',
    container: async () => {
      await aws.put('models/broken.tar.gz', 'not an archive');
      return { ModelDataUrl: `s3://${BUCKET}/models/broken.tar.gz` };
    },
    says: /Failed to extract model data archive from URL ".*broken.tar.gz"/,
  },
])('a new endpoint fails when $why', async ({ why, container, says }) => {
  const name = why.replaceAll(' ', '-');
  await createModel(name, await container());
  await createConfig(name, variant(name));
  await createEndpoint(name);
  const endpoint = await aws.endpointSettled(name);
  expect(endpoint).toMatchObject({ EndpointStatus: 'Failed', FailureReason: expect.stringMatching(says) });
  await expect(invoke(name, 'x')).rejects.toMatchObject({ name: 'ValidationError' });
  await createConfig(`${name}-2`, variant(name));
  await expect(updateEndpoint(name, `${name}-2`)).rejects.toThrow('Cannot update failed endpoint');
  await remove(name);
});

test('an endpoint that is still being created can be deleted', async () => {
  const deaf = await aws.pushImage('server', { serve: '#!/bin/sh\necho waiting; exec sleep 300' });
  await createModel('deaf', { Image: deaf });
  await createConfig('deaf', variant('deaf', { ContainerStartupHealthCheckTimeoutInSeconds: 60 }));
  await createEndpoint('deaf');
  await until(
    () => aws.logLines('/aws/sagemaker/Endpoints/deaf', 'AllTraffic').catch((): string[] => []),
    (lines) => lines.includes('waiting'),
  );
  expect((await look('deaf')).EndpointStatus).toBe('Creating');
  await remove('deaf');
});

test('two variants share invocations by weight, and each can be asked for', async () => {
  await createModel('heavy');
  await createModel('light');
  await createConfig(
    'shared',
    variant('heavy', { VariantName: 'heavy', InitialVariantWeight: 3 }),
    variant('light', { VariantName: 'light', InitialVariantWeight: 1 }),
  );
  await createEndpoint('shared');
  await aws.endpointSettled('shared');
  const count = async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => invoke('shared', '')));
    return all.filter(({ InvokedProductionVariant: name }) => name === 'heavy').length;
  };
  expect(await count()).toBe(6);
  expect((await invoke('shared', '', { TargetVariant: 'light' })).text).toBe('light|one.bin|');
  await expect(invoke('shared', '', { TargetVariant: 'none' })).rejects.toThrow('Variant none not found');
  await aws.sagemaker.send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: 'shared',
      DesiredWeightsAndCapacities: [{ VariantName: 'heavy', DesiredWeight: 0 }],
    }),
  );
  expect(await count()).toBe(0);
  await remove('shared');
});

test('models, configurations and endpoints are described as created, listed and deleted', async () => {
  await createModel('catalogue');
  await aws.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'catalogue',
      ProductionVariants: [variant('catalogue')],
      Tags: [{ Key: 'a', Value: '1' }],
    }),
  );
  await createEndpoint('catalogue');
  await aws.endpointSettled('catalogue');

  const model = await aws.sagemaker.send(new DescribeModelCommand({ ModelName: 'catalogue' }));
  expect(model).toMatchObject({ ModelArn: `${ARN}:model/catalogue`, PrimaryContainer: { Image: image } });
  expect(model).not.toHaveProperty('VpcConfig');
  const config = await aws.sagemaker.send(
    new DescribeEndpointConfigCommand({ EndpointConfigName: 'catalogue' }),
  );
  expect(config.ProductionVariants).toEqual([variant('catalogue')]);
  const tags = await aws.sagemaker.send(new ListTagsCommand({ ResourceArn: config.EndpointConfigArn! }));
  expect(tags.Tags).toEqual([{ Key: 'a', Value: '1' }]);

  const query = { NameContains: 'catal' };
  expect((await aws.sagemaker.send(new ListModelsCommand(query))).Models).toHaveLength(1);
  expect((await aws.sagemaker.send(new ListEndpointConfigsCommand(query))).EndpointConfigs).toHaveLength(1);
  expect((await aws.sagemaker.send(new ListEndpointsCommand(query))).Endpoints).toMatchObject([
    { EndpointName: 'catalogue', EndpointStatus: 'InService' },
  ]);

  await remove('catalogue');
  await aws.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'catalogue' }));
  await aws.sagemaker.send(new DeleteModelCommand({ ModelName: 'catalogue' }));
  const gone = (sent: Promise<unknown>, says: string) =>
    expect(sent).rejects.toMatchObject({ name: 'ValidationException', message: says });
  await gone(
    aws.sagemaker.send(new DescribeModelCommand({ ModelName: 'catalogue' })),
    `Could not find model "${ARN}:model/catalogue".`,
  );
  await gone(
    aws.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'catalogue' })),
    `Could not find endpoint configuration "${ARN}:endpoint-config/catalogue".`,
  );
  await gone(look('catalogue'), `Could not find endpoint "${ARN}:endpoint/catalogue".`);
  await gone(
    aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'catalogue' })),
    `Could not find endpoint "${ARN}:endpoint/catalogue".`,
  );
});

test('what is retained in an update, and what is excluded from that', async () => {
  await serve('retained');
  await createConfig('retained-2', variant('retained', { InitialInstanceCount: 3, InitialVariantWeight: 5 }));
  await aws.sagemaker.send(
    new UpdateEndpointCommand({
      EndpointName: 'retained',
      EndpointConfigName: 'retained-2',
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DesiredInstanceCount' }],
    }),
  );
  const { ProductionVariants: variants } = await aws.endpointSettled('retained');
  expect(variants).toMatchObject([{ CurrentInstanceCount: 3, CurrentWeight: 1 }]);
  await remove('retained');
});

test('what is accepted without effect is named once in the log of the server', async () => {
  await createModel('quiet');
  await aws.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'quiet',
      KmsKeyId: 'alias/key',
      ProductionVariants: [
        variant('quiet', { VolumeSizeInGB: 7, RoutingConfig: { RoutingStrategy: 'RANDOM' } }),
      ],
    }),
  );
  await createEndpoint('quiet');
  await aws.endpointSettled('quiet');
  const lines = await aws.logLines('/aws/sagemaker/Endpoints/quiet', 'AllTraffic');
  expect(lines.filter((line) => line.startsWith('Local cloud: '))).toEqual([
    expect.stringContaining("ml.m5.large with 7 GB is simulated on this machine's CPU and disk."),
    'Local cloud: accepted, but without effect here: ProductionVariants[].RoutingConfig.RoutingStrategy (a variant has ' +
      'one server); KmsKeyId (nothing on this machine is encrypted with a KMS key).',
  ]);
  await remove('quiet');
});

describe('rejections', () => {
  const refused = (sent: Promise<unknown>, says: string) =>
    expect(sent).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining(says),
    });

  beforeAll(() => serve('present'));
  afterAll(() => remove('present'));

  test('a name that is taken', async () => {
    await refused(createModel('PRESENT'), `Cannot create already existing model "${ARN}:model/present".`);
    await refused(
      createConfig('present', variant('present')),
      'Cannot create already existing endpoint configuration',
    );
    await refused(
      createEndpoint('present'),
      `Cannot create already existing endpoint "${ARN}:endpoint/present".`,
    );
  });

  test('a model of an image that was not pushed, data that is not there or a role nobody has', async () => {
    await refused(
      createModel('absent', { Image: '127.0.0.1:1/x:y' }),
      'Requested image 127.0.0.1:1/x:y not found.',
    );
    const data = `s3://${BUCKET}/models/none.tar.gz`;
    await refused(createModel('absent', { ModelDataUrl: data }), `Could not find model data at ${data}.`);
    const nobody = new CreateModelCommand({
      ModelName: 'absent',
      ExecutionRoleArn: 'arn:aws:iam::000000000000:role/nobody',
      PrimaryContainer: { Image: image },
    });
    await refused(aws.sagemaker.send(nobody), 'Could not assume role');
  });

  test('a configuration of a model that is not there, and kinds of variants not served here', async () => {
    await refused(createConfig('absent', variant('nobody')), `Could not find model "${ARN}:model/nobody".`);
    const serverless = {
      VariantName: 'a',
      ModelName: 'present',
      ServerlessConfig: { MemorySizeInMB: 2048, MaxConcurrency: 1 },
    };
    await refused(createConfig('absent', serverless), 'not supported by the local cloud yet');
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
    await refused(createModel('absent', container), says);
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
    await refused(aws.sagemaker.send(config), says);
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
    await refused(aws.sagemaker.send(config), 'DataCaptureConfig without EnableCapture = false');
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
      aws.sagemaker.send(endpoint),
      'MaximumExecutionTimeoutInSeconds (600) must be greater than',
    );
  });

  test('an endpoint of a configuration that is not there', async () => {
    await refused(
      createEndpoint('absent', 'nowhere'),
      `Could not find endpoint configuration "${ARN}:endpoint-config/nowhere".`,
    );
  });

  test('an update to the configuration in use', async () => {
    await refused(updateEndpoint('present', 'present'), 'already uses the endpoint configuration');
  });

  test('an invocation of an endpoint that is not there', async () => {
    await expect(invoke('absent', 'x')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Endpoint absent of account 000000000000 not found.',
    });
  });
});
