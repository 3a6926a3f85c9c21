import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteEndpointCommand,
  DeleteEndpointConfigCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { HostedModels, variant } from '../../../support/hosted-models';
import { BUCKET, until } from '../../../support/sagemaker-fixture';

const ARN = 'arn:aws:sagemaker:us-east-1:000000000000';

const hosted = HostedModels.forThisFile();

test('an update switches to the new configuration once its server is in service, without a gap', async () => {
  await hosted.serve('rolling');
  await hosted.createModel('rolling-2', { ModelDataUrl: `s3://${BUCKET}/models/two.tar.gz` });
  await hosted.createConfig('rolling-2', variant('rolling-2'));
  await hosted.updateEndpoint('rolling', 'rolling-2');
  expect(await hosted.describe('rolling')).toMatchObject({
    EndpointStatus: 'Updating',
    EndpointConfigName: 'rolling',
    PendingDeploymentSummary: { EndpointConfigName: 'rolling-2' },
  });
  await expect(hosted.updateEndpoint('rolling', 'rolling-2')).rejects.toThrow(
    'Cannot update in-progress endpoint',
  );
  const deleting = hosted.aws.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'rolling' }));
  await expect(deleting).rejects.toThrow('Cannot update in-progress endpoint');
  const seen = new Set<string>();
  const slow: Promise<unknown>[] = [];
  const endpoint = await until(
    async () => {
      slow.push(hosted.invoke('rolling', 'slow'));
      seen.add((await hosted.invoke('rolling', '')).text);
      return hosted.describe('rolling');
    },
    ({ EndpointStatus: status }) => status !== 'Updating',
    50,
  );
  // Some of them were with the old server when the new one took its place.
  await Promise.all(slow);
  expect(endpoint).toMatchObject({ EndpointStatus: 'InService', EndpointConfigName: 'rolling-2' });
  expect(endpoint.PendingDeploymentSummary).toBeUndefined();
  expect((await hosted.invoke('rolling', '')).text).toBe('rolling-2|two.bin|');
  expect([...seen]).toContain('rolling|one.bin|');
  await until(
    async () => readdirSync(join(hosted.directory, 'endpoints', 'rolling')),
    (deployments) => deployments.length === 1,
  );
  await hosted.remove('rolling');
});

test('an update that does not come into service leaves the old one in service, with the reason', async () => {
  await hosted.serve('steady');
  const broken = await hosted.aws.pushImage('server', { serve: '#!/bin/sh\necho "cannot load"; exit 5' });
  await hosted.createModel('steady-2', { Image: broken });
  await hosted.createConfig('steady-2', variant('steady-2'));
  await hosted.updateEndpoint('steady', 'steady-2');
  const endpoint = await hosted.aws.endpointSettled('steady');
  expect(endpoint).toMatchObject({
    EndpointStatus: 'InService',
    EndpointConfigName: 'steady',
    FailureReason: expect.stringMatching(/did not pass the ping health check.*exit code 5.*cannot load/s),
  });
  expect((await hosted.invoke('steady', 'still')).text).toBe('steady|one.bin|still');
  await hosted.remove('steady');
});

test('an update needs the configuration in use to be there still', async () => {
  await hosted.serve('orphaned');
  await hosted.createConfig('orphaned-2', variant('orphaned'));
  await hosted.aws.sagemaker.send(new DeleteEndpointConfigCommand({ EndpointConfigName: 'orphaned' }));
  await expect(hosted.updateEndpoint('orphaned', 'orphaned-2')).rejects.toThrow(
    `Could not find endpoint configuration "${ARN}:endpoint-config/orphaned".`,
  );
  expect((await hosted.invoke('orphaned', '')).text).toContain('one.bin');
  await hosted.remove('orphaned');
});

test('what is retained in an update, and what is excluded from that', async () => {
  await hosted.serve('retained');
  await hosted.createConfig(
    'retained-2',
    variant('retained', { InitialInstanceCount: 3, InitialVariantWeight: 5 }),
  );
  await hosted.aws.sagemaker.send(
    new UpdateEndpointCommand({
      EndpointName: 'retained',
      EndpointConfigName: 'retained-2',
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DesiredInstanceCount' }],
    }),
  );
  const { ProductionVariants: variants } = await hosted.aws.endpointSettled('retained');
  expect(variants).toMatchObject([{ CurrentInstanceCount: 3, CurrentWeight: 1 }]);
  await hosted.remove('retained');
});
