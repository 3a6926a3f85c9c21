import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DescribeEndpointCommand,
  ListEndpointConfigsCommand,
  ListModelsCommand,
} from '@aws-sdk/client-sagemaker';
import { startBench } from './bench';
import type { Bench } from './bench';
import { championBlock, endpointBlock, experimentBlock, imageBlock, providerBlock } from './configurations';
import { TerraformFolder } from './terraform-folder';
import { until } from '../../support/until';

let bench: Bench;
let folder: TerraformFolder;

/** One champion for all tests of the file: finding it is not what they are about. */
const base = (): string =>
  providerBlock(bench) + imageBlock(bench) + experimentBlock(bench) + championBlock();

beforeAll(async () => {
  bench = await startBench();
});
afterAll(async () => {
  await bench.stop();
});
beforeEach(async () => {
  folder = new TerraformFolder(bench.providerFolder, await bench.keptProvider());
});
afterEach(async () => {
  await folder.run('destroy', '-auto-approve', '-no-color');
  folder.remove();
});

const smoke = (pattern: string): string =>
  `smoke_request = { content_type = "text/plain", body = "ping", expect_pattern = "${pattern}" }`;
const endpoint = async () => (await folder.state())['tuneform_endpoint.it'] ?? {};
const serving = async () => {
  const { EndpointConfigName, EndpointStatus } = await bench.sageMaker.send(
    new DescribeEndpointCommand({ EndpointName: 'parabola' }),
  );
  return { EndpointConfigName, EndpointStatus };
};
const configurations = async () => {
  const { EndpointConfigs } = await bench.sageMaker.send(
    new ListEndpointConfigsCommand({ NameContains: 'parabola-' }),
  );
  return (EndpointConfigs ?? []).map(({ EndpointConfigName }) => EndpointConfigName).sort();
};
const models = async () => {
  const { Models } = await bench.sageMaker.send(new ListModelsCommand({ NameContains: 'parabola-' }));
  return (Models ?? []).map(({ ModelName }) => ModelName).sort();
};

describe('rolling out', () => {
  it('serves the new content and deletes the old only after that', async () => {
    folder.write(base() + endpointBlock(bench, smoke('hello')));
    await folder.apply();
    const first = await endpoint();
    folder.write(base() + endpointBlock(bench, `environment = { GREETING = "hi" }\n${smoke('hi.*ping')}`));
    const plan = (await folder.plan())['tuneform_endpoint.it'];
    expect(plan?.actions).toEqual(['update']);
    expect(plan?.after['endpoint_config_name']).not.toBe(first['endpoint_config_name']);
    await folder.apply();
    const second = await endpoint();
    expect(second['smoke_response']).toContain('hi');
    expect(await serving()).toEqual({
      EndpointConfigName: second['endpoint_config_name'],
      EndpointStatus: 'InService',
    });
    expect(await configurations()).toEqual([second['endpoint_config_name']]);
    expect(await models()).toEqual([second['model_name']]);
    await folder.expectEmptyPlans();
    await folder.destroy();
    expect([await configurations(), await models()]).toEqual([[], []]);
  });

  it('calls a rollback a failure, keeps serving and stating the old content, and offers the change again', async () => {
    folder.write(base() + endpointBlock(bench));
    await folder.apply();
    const first = await endpoint();
    folder.write(base() + endpointBlock(bench, 'environment = { BROKEN = "yes" }'));
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect(code).toBe(1);
    expect(output).toContain('Endpoint Rollout Failed');
    expect(await endpoint()).toMatchObject({
      endpoint_config_name: first['endpoint_config_name'],
      model_name: first['model_name'],
      environment: null,
      status: 'InService',
    });
    expect(await serving()).toEqual({
      EndpointConfigName: first['endpoint_config_name'],
      EndpointStatus: 'InService',
    });
    expect(await models()).toContain(first['model_name']);
    expect((await folder.plan())['tuneform_endpoint.it']?.actions).toEqual(['update']);
    folder.write(base() + endpointBlock(bench));
    await folder.apply();
    await folder.expectEmptyPlans();
  });

  it('fails the apply when the smoke request fails, and keeps the previous content for a rollback', async () => {
    folder.write(base() + endpointBlock(bench, smoke('hello')));
    await folder.apply();
    const first = await endpoint();
    folder.write(base() + endpointBlock(bench, `environment = { GREETING = "hi" }\n${smoke('hello')}`));
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect(code).toBe(1);
    expect(output).toContain('Smoke Request Failed');
    const second = await endpoint();
    expect(second).toMatchObject({ environment: { GREETING: 'hi' }, status: 'InService' });
    expect(second['failure_reason']).toContain('does not match /hello/');
    expect((await serving()).EndpointConfigName).toBe(second['endpoint_config_name']);
    expect(await configurations()).toContain(first['endpoint_config_name']);

    folder.write(base() + endpointBlock(bench, `environment = { GREETING = "hi" }\n${smoke('hi')}`));
    await folder.apply();
    expect(await endpoint()).toMatchObject({ failure_reason: null });
    await folder.expectEmptyPlans();
  });

  it('says why a first rollout failed, and the next apply recreates the endpoint', async () => {
    folder.write(base() + endpointBlock(bench, 'environment = { BROKEN = "yes" }'));
    const { code, output } = await folder.run('apply', '-auto-approve', '-no-color');
    expect(code).toBe(1);
    expect(output).toContain('Endpoint Rollout Failed');
    expect(await endpoint()).toMatchObject({ status: 'Failed', failure_reason: expect.any(String) });
    folder.write(base() + endpointBlock(bench));
    await folder.apply();
    expect(await endpoint()).toMatchObject({ status: 'InService' });
    await folder.expectEmptyPlans();
  });

  it('leaves a starting endpoint alone when interrupted, and the next apply waits for the same one', async () => {
    folder.remove();
    // Its commands start their own providers: an interrupt is of one process, and this one ends with it.
    folder = new TerraformFolder(bench.providerFolder);
    const gate = join(folder.directory, 'gate');
    folder.write(base() + endpointBlock(bench, `environment = { GATE = "${gate}" }`));
    await folder.succeed('apply', '-auto-approve', '-no-color', '-target=tuneform_champion.it');
    const { child, ended } = folder.start('apply', '-auto-approve', '-no-color');
    await until(async () => {
      const seen = await serving().catch(() => undefined);
      return seen?.EndpointStatus === 'Creating';
    });
    child.kill('SIGINT');
    const { output } = await ended;
    expect(output).toContain('Endpoint Not Ready Yet');
    expect(folder.tainted()).toEqual([]);
    expect(await endpoint()).toMatchObject({ status: 'Creating', endpoint_arn: expect.any(String) });
    expect((await folder.plan())['tuneform_endpoint.it']?.actions).toEqual(['update']);
    const before = Date.now();
    writeFileSync(gate, '');
    await folder.apply();
    expect(bench.mutations(before)).not.toContain('CreateEndpoint');
    expect(await endpoint()).toMatchObject({ status: 'InService' });
    await folder.expectEmptyPlans();
  });

  it('never touches an endpoint of another owner', async () => {
    folder.write(base() + endpointBlock(bench));
    await folder.apply();
    const made = [await models(), await configurations()];
    const other = new TerraformFolder(bench.providerFolder, await bench.keptProvider());
    try {
      other.write(
        (base() + endpointBlock(bench, 'environment = { GREETING = "mine" }')).replace('"tests"', '"others"'),
      );
      const before = Date.now();
      const { code, output } = await other.run('apply', '-auto-approve', '-no-color');
      expect(code).toBe(1);
      expect(output).toContain('belongs to owner "tests"');
      expect(bench.mutations(before)).not.toContain('UpdateEndpoint');
      expect([await models(), await configurations()]).toEqual(made);
      await other.run('destroy', '-auto-approve', '-no-color');
      expect(await serving()).toMatchObject({ EndpointStatus: 'InService' });
    } finally {
      other.remove();
    }
  });

  it('serves on a machine with an accelerator and says so', async () => {
    folder.write(
      base() +
        endpointBlock(bench).replace(
          'production_variant = { instance_type = "ml.m5.large" }',
          'production_variant = { instance_type = "ml.g5.xlarge" }',
        ),
    );
    expect((await folder.plan())['tuneform_endpoint.it']?.after['compute']).toBe('GPU');
  });
});
