import {
  CreateEndpointConfigCommand,
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-sagemaker';
import { HostedModels, variant } from '../../../support/hosted-models';
import { BUCKET, until } from '../../../support/sagemaker-fixture';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000';

const hosted = HostedModels.forThisFile();

test.each([
  {
    why: 'its server ends',
    container: async () => ({
      Image: await hosted.aws.pushImage('server', { serve: '#!/bin/sh\necho no model; exit 2' }),
    }),
    says: /did not pass the ping health check.*exit code 2: no model/s,
  },
  {
    why: 'its image has no server',
    container: async () => ({ Image: await hosted.aws.pushImage('server', { train: '#!/bin/sh\n' }) }),
    says: /did not pass the ping health check.*serve/s,
  },
  {
    why: 'its server takes a port that is not its own',
    container: async () => ({
      Image: await hosted.aws.pushImage('server', {
        serve: `#!/bin/sh\necho 'OSError: [Errno 98] Address already in use'; exit 1`,
      }),
    }),
    says: /exit code 1: OSError.*listen on the port in SAGEMAKER_BIND_TO_PORT, with 8080 as the default/,
  },
  {
    why: 'its server opens a folder that only a container has',
    container: async () => ({
      Image: await hosted.aws.pushImage('server', { serve: `#!/bin/sh\ncat /opt/ml/model/no-such` }),
    }),
    says: /No such file.*read the folder from SAGEMAKER_BASE_DIR/,
  },
  {
    why: 'its artifact is no archive',
    container: async () => {
      await hosted.aws.put('models/broken.tar.gz', 'not an archive');
      return { ModelDataUrl: `s3://${BUCKET}/models/broken.tar.gz` };
    },
    says: /Failed to extract model data archive from URL ".*broken.tar.gz"/,
  },
])('a new endpoint fails when $why', async ({ why, container, says }) => {
  const name = why.replaceAll(' ', '-');
  await hosted.createModel(name, await container());
  await hosted.createConfig(name, variant(name));
  await hosted.createEndpoint(name);
  const endpoint = await hosted.aws.endpointSettled(name);
  expect(endpoint).toMatchObject({ EndpointStatus: 'Failed', FailureReason: expect.stringMatching(says) });
  await expect(hosted.invoke(name, 'x')).rejects.toMatchObject({ name: 'ValidationError' });
  await hosted.createConfig(`${name}-2`, variant(name));
  await expect(hosted.updateEndpoint(name, `${name}-2`)).rejects.toThrow('Cannot update failed endpoint');
  await hosted.remove(name);
});

test('an endpoint that is still being created can be deleted', async () => {
  const deaf = await hosted.aws.pushImage('server', { serve: '#!/bin/sh\necho waiting; exec sleep 300' });
  await hosted.createModel('deaf', { Image: deaf });
  await hosted.createConfig('deaf', variant('deaf', { ContainerStartupHealthCheckTimeoutInSeconds: 60 }));
  await hosted.createEndpoint('deaf');
  await until(
    () => hosted.aws.logLines('/aws/sagemaker/Endpoints/deaf', 'AllTraffic').catch((): string[] => []),
    (lines) => lines.includes('waiting'),
  );
  expect((await hosted.describe('deaf')).EndpointStatus).toBe('Creating');
  await hosted.remove('deaf');
});

test('models, configurations and endpoints are described as created, listed and deleted', async () => {
  await hosted.createModel('catalogue');
  await hosted.aws.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'catalogue',
      ProductionVariants: [variant('catalogue')],
      Tags: [{ Key: 'a', Value: '1' }],
    }),
  );
  await hosted.createEndpoint('catalogue');
  await hosted.aws.endpointSettled('catalogue');

  const model = await hosted.aws.sagemaker.send(new DescribeModelCommand({ ModelName: 'catalogue' }));
  expect(model).toMatchObject({
    ModelArn: `${ARN}:model/catalogue`,
    PrimaryContainer: { Image: hosted.image },
  });
  expect(model).not.toHaveProperty('VpcConfig');
  const config = await hosted.aws.sagemaker.send(
    new DescribeEndpointConfigCommand({ EndpointConfigName: 'catalogue' }),
  );
  expect(config.ProductionVariants).toEqual([variant('catalogue')]);
  const tags = await hosted.aws.sagemaker.send(
    new ListTagsCommand({ ResourceArn: config.EndpointConfigArn! }),
  );
  expect(tags.Tags).toEqual([{ Key: 'a', Value: '1' }]);

  const query = { NameContains: 'catal' };
  expect((await hosted.aws.sagemaker.send(new ListModelsCommand(query))).Models).toHaveLength(1);
  expect(
    (await hosted.aws.sagemaker.send(new ListEndpointConfigsCommand(query))).EndpointConfigs,
  ).toHaveLength(1);
  expect((await hosted.aws.sagemaker.send(new ListEndpointsCommand(query))).Endpoints).toMatchObject([
    { EndpointName: 'catalogue', EndpointStatus: 'InService' },
  ]);

  await hosted.remove('catalogue');
  await hosted.aws.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'catalogue' }));
  await hosted.aws.sagemaker.send(new DeleteModelCommand({ ModelName: 'catalogue' }));
  const gone = (sent: Promise<unknown>, says: string) =>
    expect(sent).rejects.toMatchObject({ name: 'ValidationException', message: says });
  await gone(
    hosted.aws.sagemaker.send(new DescribeModelCommand({ ModelName: 'catalogue' })),
    `Could not find model "${ARN}:model/catalogue".`,
  );
  await gone(
    hosted.aws.sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'catalogue' })),
    `Could not find endpoint configuration "${ARN}:endpoint-config/catalogue".`,
  );
  await gone(hosted.describe('catalogue'), `Could not find endpoint "${ARN}:endpoint/catalogue".`);
  await gone(
    hosted.aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'catalogue' })),
    `Could not find endpoint "${ARN}:endpoint/catalogue".`,
  );
});
