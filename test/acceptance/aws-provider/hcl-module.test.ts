import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { SageMakerRuntimeClient, InvokeEndpointCommand } from '@aws-sdk/client-sagemaker-runtime';
import { builtProvider } from '../../support/built-provider';
import { runCloud } from '../../support/running-cloud';
import type { RunningCloud } from '../../support/running-cloud';
import { TerraformWorkspace } from './terraform-workspace';

const MODULE = join(__dirname, '../../../terraform/tuning-experiment');

let running: RunningCloud;
let workspace: TerraformWorkspace;

beforeAll(async () => {
  running = await runCloud();
  const { TF_PLUGIN_CODE_CACHE, XDG_STATE_HOME } = process.env;
  const caches = { TF_PLUGIN_CODE_CACHE, XDG_STATE_HOME, XDG_CACHE_HOME: join(running.directory, 'caches') };
  workspace = new TerraformWorkspace({ ...running.environment, ...caches }, 'module/example');
  workspace.install(await builtProvider());
  // The example as it stands, with the module where it expects it.
  cpSync(MODULE, join(workspace.directory, 'module'), { recursive: true });
});
afterAll(async () => {
  await workspace.remove();
  await running.remove();
});

describe('the HCL module', () => {
  it('is laid out as `terraform fmt` lays it out', async () => {
    expect(await workspace.run('fmt', '-check', '-recursive', '..')).toEqual({ code: 0, output: '' });
  });

  it('is valid, goes from nothing to an endpoint that answers, and plans nothing then', async () => {
    await workspace.succeed('init', '-no-color');
    // That Terraform starts it as usual is seen in aws-provider.test.ts.
    await workspace.keepProvider();
    expect(await workspace.succeed('validate', '-no-color')).toContain('The configuration is valid');
    const url = `-var=local_cloud_url=${running.cloud.url}`;
    await workspace.succeed('apply', '-auto-approve', '-no-color', url);
    const champion = JSON.parse(await workspace.succeed('output', '-json', 'parabola')) as object;
    expect(champion).toMatchObject({ status: 'Completed', metric_value: expect.any(Number) });
    const runtime = new SageMakerRuntimeClient(running.client);
    const { Body: body } = await runtime.send(
      new InvokeEndpointCommand({ EndpointName: 'parabola', Body: '{}' }),
    );
    runtime.destroy();
    expect(JSON.parse(Buffer.from(body).toString())).toEqual({ x: expect.any(Number) });
    expect(await workspace.run('plan', '-no-color', '-detailed-exitcode', url)).toMatchObject({ code: 0 });
    await workspace.succeed('destroy', '-auto-approve', '-no-color', url);
    const left = running.cloud.requests().filter(({ status }) => status === 501);
    expect(left).toEqual([]);
  });
});
