import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEndpointConfigCommand,
  UpdateEndpointWeightsAndCapacitiesCommand,
} from '@aws-sdk/client-sagemaker';
import { ModelError } from '@aws-sdk/client-sagemaker-runtime';
import { HostedModels, variant } from '../../../support/hosted-models';
import { BUCKET, until } from '../../../support/sagemaker-fixture';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000';

const hosted = HostedModels.forThisFile();

test('serves the model of an archive through the server of the image', async () => {
  await hosted.serve('plain');
  const answer = await hosted.invoke('plain', '1,2', { CustomAttributes: 'trace' });
  expect(answer.text).toBe('plain|one.bin|1,2');
  expect(answer).toMatchObject({
    ContentType: 'text/csv',
    InvokedProductionVariant: 'AllTraffic',
    CustomAttributes: 'trace!',
  });
  expect(await hosted.describe('plain')).toMatchObject({
    EndpointArn: `${ARN}:endpoint/plain`,
    EndpointConfigName: 'plain',
    ProductionVariants: [
      {
        VariantName: 'AllTraffic',
        CurrentWeight: 1,
        DesiredInstanceCount: 1,
        DeployedImages: [{ SpecifiedImage: hosted.image, ResolvedImage: hosted.image }],
      },
    ],
  });
  const lines = await until(
    () => hosted.aws.logLines('/aws/sagemaker/Endpoints/plain', 'AllTraffic/').catch((): string[] => []),
    (all) => all.includes('request /invocations'),
  );
  expect(lines[0]).toContain('not isolated');
  await hosted.remove('plain');
  expect(existsSync(join(hosted.directory, 'endpoints', 'plain'))).toBe(false);
});

test('passes bytes through as they are, both ways', async () => {
  await hosted.serve('bytes');
  const body = Uint8Array.from({ length: 256 }, (_, at) => at);
  const answer = await hosted.invoke('bytes', '', { Body: body, ContentType: 'application/octet-stream' });
  expect([...answer.Body.subarray(-256)]).toEqual([...body]);
  await hosted.remove('bytes');
});

test('serves a model kept as plain objects under a prefix', async () => {
  await hosted.aws.put('models/loose/a.txt', 'a');
  await hosted.aws.put('models/loose/b.txt', 'b');
  await hosted.serve('loose', {
    ModelDataUrl: undefined,
    ModelDataSource: {
      S3DataSource: {
        S3Uri: `s3://${BUCKET}/models/loose/`,
        S3DataType: 'S3Prefix',
        CompressionType: 'None',
      },
    },
  });
  expect((await hosted.invoke('loose', 'x')).text).toBe('loose|a.txt,b.txt|x');
  await hosted.remove('loose');
});

test('answers of the server other than success are ModelErrors with its words', async () => {
  await hosted.serve('sick');
  const broken = hosted.invoke('sick', 'break');
  await expect(broken).rejects.toBeInstanceOf(ModelError);
  await expect(broken).rejects.toMatchObject({
    OriginalStatusCode: 500,
    OriginalMessage: 'model is sick',
    message: expect.stringContaining('Received server error (500) from primary with message "model is sick"'),
    $metadata: { httpStatusCode: 424 },
  });
  await expect(hosted.invoke('sick', 'wrong')).rejects.toMatchObject({
    OriginalStatusCode: 400,
    message: expect.stringContaining('Received client error (400)'),
  });
  await hosted.remove('sick');
});

test('a server that dies is started again', async () => {
  await hosted.serve('mortal');
  await expect(hosted.invoke('mortal', 'die')).rejects.toBeInstanceOf(ModelError);
  const answer = await until(
    () => hosted.invoke('mortal', 'again').catch(() => undefined),
    (found) => found !== undefined,
  );
  expect(answer!.text).toBe('mortal|one.bin|again');
  await hosted.remove('mortal');
});

test('two variants share invocations by weight, and each can be asked for', async () => {
  await hosted.createModel('heavy');
  await hosted.createModel('light');
  await hosted.createConfig(
    'shared',
    variant('heavy', { VariantName: 'heavy', InitialVariantWeight: 3 }),
    variant('light', { VariantName: 'light', InitialVariantWeight: 1 }),
  );
  await hosted.createEndpoint('shared');
  await hosted.aws.endpointSettled('shared');
  const count = async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => hosted.invoke('shared', '')));
    return all.filter(({ InvokedProductionVariant: name }) => name === 'heavy').length;
  };
  expect(await count()).toBe(6);
  expect((await hosted.invoke('shared', '', { TargetVariant: 'light' })).text).toBe('light|one.bin|');
  await expect(hosted.invoke('shared', '', { TargetVariant: 'none' })).rejects.toThrow(
    'Variant none not found',
  );
  await hosted.aws.sagemaker.send(
    new UpdateEndpointWeightsAndCapacitiesCommand({
      EndpointName: 'shared',
      DesiredWeightsAndCapacities: [{ VariantName: 'heavy', DesiredWeight: 0 }],
    }),
  );
  expect(await count()).toBe(0);
  await hosted.remove('shared');
});

test('what is accepted without effect is named once in the log of the server', async () => {
  await hosted.createModel('quiet');
  await hosted.aws.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'quiet',
      KmsKeyId: 'alias/key',
      ProductionVariants: [
        variant('quiet', { VolumeSizeInGB: 7, RoutingConfig: { RoutingStrategy: 'RANDOM' } }),
      ],
    }),
  );
  await hosted.createEndpoint('quiet');
  await hosted.aws.endpointSettled('quiet');
  const lines = await hosted.aws.logLines('/aws/sagemaker/Endpoints/quiet', 'AllTraffic');
  expect(lines.filter((line) => line.startsWith('Local cloud: '))).toEqual([
    expect.stringContaining("ml.m5.large with 7 GB is simulated on this machine's CPU and disk; "),
    'Local cloud: accepted, but without effect here: ProductionVariants[].RoutingConfig.RoutingStrategy (a variant has ' +
      'one server); KmsKeyId (nothing on this machine is encrypted with a KMS key).',
  ]);
  await hosted.remove('quiet');
});
