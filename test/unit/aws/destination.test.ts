import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { hostname, networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { ListModelsCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { openSession } from '../../../modules/aws';
import type { AwsSession, AwsSettings } from '../../../modules/aws';
import { isAwsHost } from '../../../modules/aws/aws-host';

/** One region of every partition that the SDK knows. */
const REGIONS = [
  'us-east-1',
  'eu-west-1',
  'cn-north-1',
  'us-gov-west-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'eu-isoe-west-1',
  'us-isof-south-1',
];

class PathStyleS3 extends S3Client {
  constructor(config: S3ClientConfig) {
    super({ ...config, forcePathStyle: true });
  }
}

describe('the addresses of AWS', () => {
  const services = [
    { name: 'SageMaker', Client: SageMakerClient, Command: ListModelsCommand },
    { name: 'SageMaker Runtime', Client: SageMakerRuntimeClient, Command: InvokeEndpointCommand },
    { name: 'ECR', Client: ECRClient, Command: DescribeImagesCommand },
    // As the session makes it: a customer chose the bucket's name, so it stays out of the host.
    {
      name: 'S3',
      Client: PathStyleS3,
      Command: HeadObjectCommand,
      input: { Bucket: 'b', Key: 'k' },
      withoutFips: 'cn-north-1',
    },
    { name: 'IAM', Client: IAMClient, Command: GetRoleCommand },
    { name: 'Service Quotas', Client: ServiceQuotasClient, Command: ListServiceQuotasCommand },
    { name: 'STS', Client: STSClient, Command: GetCallerIdentityCommand },
  ];
  const cases = services.flatMap((service) => REGIONS.map((region) => ({ ...service, region })));

  it.each(cases)(
    'are those of $name in $region, FIPS and dual-stack included',
    async ({ Client, Command, region, input = {}, withoutFips }) => {
      for (const [useFipsEndpoint, useDualstackEndpoint] of [
        [false, false],
        [false, true],
        [true, false],
        [true, true],
      ] as const) {
        if (useFipsEndpoint && region === withoutFips) continue;
        const client = new Client({ region, useFipsEndpoint, useDualstackEndpoint });
        const { url } = await getEndpointFromInstructions(input, Command, { ...client.config }, {});
        expect([url.hostname, isAwsHost(url.hostname)]).toEqual([url.hostname, true]);
      }
    },
  );

  it.each([
    'ec2-3-4-5-6.compute-1.amazonaws.com',
    'api.sagemaker.us-east-1.amazonaws.com.example.com',
    'sagemaker.us-east-1.elb.amazonaws.com',
    'api.sagemaker.us-east-1.vpce.amazonaws.com',
    'vpce-1.api.sagemaker.us-east-1.vpce.amazonaws.com',
    'x.execute-api.us-east-1.amazonaws.com',
    'sts.s3.amazonaws.com',
    'sts.s3.us-east-1.amazonaws.com',
    'bucket.s3.us-east-1.amazonaws.com',
    's3-website.us-east-1.amazonaws.com',
    'ecr.s3-website-us-east-1.amazonaws.com',
    'notapi.sagemaker.us-east-1.amazonaws.com',
    'amazonaws.com',
    'localhost',
  ])('do not include %s, which another party owns', (host) => expect(isAwsHost(host)).toBe(false));
});

describe('where the requests of a session go', () => {
  let folder: string;
  let server: Server;
  let port: number;
  let connections = 0;
  let before: NodeJS.ProcessEnv;
  let file = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'destination-'));
    server = createServer((socket) => {
      connections++;
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n', () => socket.destroy());
    });
    await new Promise<void>((listening) => server.listen(0, listening));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    before = { ...process.env };
    connections = 0;
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, configuration(''), { AWS_ACCESS_KEY_ID: 'A', AWS_SECRET_ACCESS_KEY: 'B' });
  });
  afterEach(() => {
    for (const name of Object.keys(process.env)) {
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    }
    Object.assign(process.env, before);
  });

  /** A new file each time: the SDK reads each only once. */
  function configuration(text: string): Record<string, string> {
    const path = join(folder, `config-${String(file++)}`);
    writeFileSync(path, text);
    return { AWS_CONFIG_FILE: path, AWS_SHARED_CREDENTIALS_FILE: path };
  }

  const aws = (more: Partial<AwsSettings> = {}): AwsSession =>
    openSession({
      target: 'aws',
      region: 'eu-west-1',
      credentials: { accessKeyId: 'A', secretAccessKey: 'B' },
      ...more,
    });
  const chained = (more: Partial<AwsSettings> = {}): AwsSession =>
    openSession({ target: 'aws', region: 'eu-west-1', ...more });

  /** One call of each kind, whatever it says. */
  async function callAll(session: AwsSession): Promise<readonly string[]> {
    const [sageMaker, runtime, ecr] = [session.sageMaker(), session.sageMakerRuntime(), session.ecr()];
    const logs = session.logs();
    const [s3, iam, quotas] = [session.s3(), session.iam(), session.serviceQuotas()];
    const calls = [
      () => sageMaker.client.send(new sageMaker.sdk.DescribeModelCommand({ ModelName: 'm' })),
      () =>
        runtime.client.send(
          new runtime.sdk.InvokeEndpointCommand({ EndpointName: 'e', Body: new Uint8Array([1]) }),
        ),
      () => ecr.client.send(new ecr.sdk.DescribeImagesCommand({ repositoryName: 'r' })),
      () => s3.client.send(new s3.sdk.HeadObjectCommand({ Bucket: 'b', Key: 'k' })),
      () => logs.client.send(new logs.sdk.DescribeLogStreamsCommand({ logGroupName: 'g' })),
      () => iam.client.send(new iam.sdk.GetRoleCommand({ RoleName: 'r' })),
      () => quotas.client.send(new quotas.sdk.ListServiceQuotasCommand({ ServiceCode: 'sagemaker' })),
    ];
    return await Promise.all(
      calls.map((call) =>
        call().then(
          () => 'answered',
          (error: unknown) =>
            /^Unknown: Unknown(?:Error)?$/.test(String(error))
              ? 'answered'
              : ((error as { code?: string }).code ?? String(error)),
        ),
      ),
    );
  }

  const lan = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)?.address;
  const hosts = [
    '127.0.0.1',
    'localhost',
    'localhost.',
    'x.localhost',
    '0.0.0.0',
    '[::ffff:127.0.0.1]',
    hostname(),
  ];
  const cases = [...hosts, ...(lan === undefined ? [] : [lan])].flatMap((host) => {
    const url = (): string => `http://${host}:${String(port)}`;
    return [
      { way: 'AWS_ENDPOINT_URL', host, set: () => ({ AWS_ENDPOINT_URL: url() }) },
      {
        way: 'the variable of each service',
        host,
        set: () => ({
          AWS_ENDPOINT_URL_SAGEMAKER: url(),
          AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: url(),
          AWS_ENDPOINT_URL_ECR: url(),
          AWS_ENDPOINT_URL_S3: url(),
          AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: url(),
          AWS_ENDPOINT_URL_IAM: url(),
          AWS_ENDPOINT_URL_SERVICE_QUOTAS: url(),
        }),
      },
      {
        way: 'endpoint_url of the default profile',
        host,
        set: () => configuration(`[default]\nendpoint_url = ${url()}\n`),
      },
      {
        way: 'endpoint_url of AWS_PROFILE',
        host,
        set: () => ({ ...configuration(`[profile p]\nendpoint_url = ${url()}\n`), AWS_PROFILE: 'p' }),
      },
      {
        way: 'a services section',
        host,
        set: () =>
          configuration(
            `[default]\nservices = s\n[services s]\n${[
              'sagemaker',
              'sagemaker_runtime',
              'ecr',
              's3',
              'cloudwatch_logs',
              'iam',
              'service_quotas',
            ]
              .map((service) => `${service} =\n  endpoint_url = ${url()}\n`)
              .join('')}`,
          ),
      },
    ];
  });

  it.each(cases)('is not $host, as $way has it', async ({ set }) => {
    Object.assign(process.env, set());
    await expect(aws().checkDestinations()).rejects.toMatchObject({ code: 'AWS_REDIRECTED' });
    // Those who did not ask before are held at the door.
    expect(await callAll(aws())).toEqual(Array(7).fill('AWS_REDIRECTED'));
    expect(connections).toBe(0);
  });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_ECR'])('names the variable %s', async (name) => {
    process.env[name] = `http://127.0.0.1:${String(port)}`;
    await expect(aws().checkDestinations()).rejects.toThrow(`The variable ${name} sets this address.`);
  });

  it('names the profile', async () => {
    const file = configuration(`[profile p]\nendpoint_url = http://127.0.0.1:${String(port)}\n`);
    Object.assign(process.env, file);
    await expect(aws().checkDestinations()).resolves.toBeUndefined();
    process.env['AWS_PROFILE'] = 'p';
    await expect(aws().checkDestinations()).rejects.toThrow('The endpoint_url of profile "p"');
  });

  it('is not another machine either, and not AWS in plain text', async () => {
    for (const url of ['https://example.com', 'http://api.sagemaker.eu-west-1.amazonaws.com']) {
      process.env['AWS_ENDPOINT_URL'] = url;
      await expect(aws().checkDestinations()).rejects.toMatchObject({ code: 'AWS_REDIRECTED' });
    }
  });

  it.each([
    {},
    { AWS_USE_FIPS_ENDPOINT: 'true' },
    { AWS_USE_DUALSTACK_ENDPOINT: 'true' },
    { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' },
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
  ])('is AWS under %j', async (variables) => {
    Object.assign(process.env, variables);
    await expect(aws({ region: 'us-east-1' }).checkDestinations()).resolves.toBeUndefined();
  });

  it('is what the settings name, and for that service alone', async () => {
    const endpoint = `http://localhost:${String(port)}`;
    process.env['AWS_USE_FIPS_ENDPOINT'] = 'true';
    const names = ['sagemaker', 'sagemaker_runtime', 'ecr', 's3', 'cloudwatch_logs', 'iam', 'service_quotas'];
    const all = Object.fromEntries(names.map((name) => [name, endpoint]));
    await expect(aws({ endpoints: all }).checkDestinations()).resolves.toBeUndefined();
    expect(await callAll(aws({ endpoints: all }))).toEqual(Array(7).fill('answered'));
    expect(connections).toBeGreaterThan(0);
    delete process.env['AWS_USE_FIPS_ENDPOINT'];
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.2:1';
    await expect(aws({ endpoints: { sagemaker: endpoint } }).checkDestinations()).rejects.toThrow(
      'requests for SageMaker Runtime would go to http://127.0.0.2:1',
    );
  });

  it('is the same for the credential chain: roles are assumed only at AWS', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
      Reflect.deleteProperty(process.env, name);
    }
    const role = (more: string): string =>
      `[profile base]\naws_access_key_id = A\naws_secret_access_key = B\n${more}` +
      `[profile r]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n`;
    Object.assign(process.env, configuration(role('')), {
      AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${String(port)}`,
    });
    await expect(chained({ profile: 'r' }).checkCredentials()).rejects.toMatchObject({
      code: 'AWS_REDIRECTED',
    });
    expect(connections).toBe(0);
    // Named, it is asked, whether or not a variable says so.
    delete process.env['AWS_ENDPOINT_URL_STS'];
    const sts = `http://127.0.0.1:${String(port)}`;
    await expect(chained({ profile: 'r', endpoints: { sts } }).checkCredentials()).rejects.toThrow();
    expect(connections).toBeGreaterThan(0);
  });

  it('is the local cloud for target local, whatever the variables and files say', async () => {
    Object.assign(
      process.env,
      {
        AWS_USE_FIPS_ENDPOINT: 'true',
        AWS_USE_DUALSTACK_ENDPOINT: 'true',
        AWS_ENDPOINT_URL: 'http://127.0.0.2:1',
      },
      configuration('[default]\nuse_fips_endpoint = true\nservices = missing\n'),
    );
    const own = {
      target: 'local',
      region: 'us-east-1',
      credentials: { accessKeyId: 'A', secretAccessKey: 'B' },
    } as const;
    const local = openSession({ ...own, endpoint: `http://127.0.0.1:${String(port)}` });
    await expect(local.checkDestinations()).resolves.toBeUndefined();
    expect(await callAll(local)).toEqual(Array(7).fill('answered'));
    expect(connections).toBeGreaterThan(0);
    const remote = openSession({ ...own, endpoint: 'http://10.0.0.1:1' });
    await expect(remote.checkDestinations()).rejects.toMatchObject({ code: 'LOCAL_TARGET_LEFT' });
    expect(await callAll(openSession(own))).toEqual(Array(7).fill('LOCAL_TARGET_LEFT'));
  });
});
