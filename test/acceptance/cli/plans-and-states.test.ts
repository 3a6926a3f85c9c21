import { spawn } from 'node:child_process';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  ListEndpointConfigsCommand,
  ListEndpointsCommand,
  ListModelsCommand,
} from '@aws-sdk/client-sagemaker';
import type { Bench } from '../provider/bench';
import {
  championBlock,
  endpointBlock,
  experimentBlock,
  imageBlock,
  providerBlock,
} from '../provider/configurations';
import { onBench } from '../provider/on-bench';
import type { TerraformFolder } from '../provider/terraform-folder';

const BIN = join(__dirname, '../../../modules/cli/bin/tuneform.js');

let bench: Bench;
let folder: TerraformFolder;

onBench((stand) => {
  ({ bench, folder } = stand);
});

const orphans = (stdin: string, ...argv: readonly string[]) =>
  tuneform(stdin, 'orphans', '--endpoint', bench.cloud.url, ...argv);

/** Runs the command as a process, with what a pipe would bring. */
function tuneform(stdin: string, ...argv: readonly string[]) {
  const child = spawn(process.execPath, [BIN, ...argv], {
    cwd: folder.directory,
    env: {
      PATH: process.env['PATH'],
      TUNEFORM_LOCAL_CREDENTIALS: bench.cloud.credentialsFile,
      FORCE_COLOR: '1',
      NO_COLOR: '1',
    },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  child.stdin.end(stdin);
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

async function served(): Promise<number> {
  const { sageMaker } = bench;
  const [endpoints, configurations, models] = await Promise.all([
    sageMaker.send(new ListEndpointsCommand({})),
    sageMaker.send(new ListEndpointConfigsCommand({})),
    sageMaker.send(new ListModelsCommand({})),
  ]);
  const lists = [endpoints.Endpoints, configurations.EndpointConfigs, models.Models];
  return lists.reduce((sum, list) => sum + (list?.length ?? 0), 0);
}

/** The plan of the configuration as it stands, as `terraform show -json` prints it. */
async function planned(): Promise<string> {
  await folder.succeed('plan', '-out=reviewed');
  return folder.succeed('show', '-json', 'reviewed');
}

it('tuneform review tells the cost of a launch, and of a plan that promotes nothing tells nothing', async () => {
  folder.write(providerBlock(bench) + imageBlock(bench) + experimentBlock(bench) + championBlock());
  const first = await planned();
  const told = await tuneform(first, 'review', '-', '--fail-on', 'launch', '--json');
  expect(told.code).toBe(5);
  expect(JSON.parse(told.stdout)).toMatchObject({
    experiments: [{ name: 'parabola', verdict: 'launch', because: 'the experiment is new' }],
    champions: [{ to: 'UNDECIDED' }],
    endpoints: [],
    breaches: [{ limit: 'launch', reason: 'parabola launches' }],
  });
  await folder.apply();
  const quiet = await tuneform(await planned(), 'review', '-', '--fail-on', 'launch');
  expect(quiet).toMatchObject({
    code: 0,
    stdout: 'The plan changes no experiment, champion or endpoint.\n',
    stderr: '',
  });
});

it('tuneform orphans finds nothing beside what Terraform shows, and everything once its state is lost', async () => {
  folder.write(
    providerBlock(bench) +
      imageBlock(bench) +
      experimentBlock(bench) +
      championBlock() +
      endpointBlock(bench),
  );
  await folder.apply();
  const state = join(folder.directory, 'terraform.tfstate');
  const shown = await folder.succeed('show', '-json');
  expect(await orphans(shown, '--state', '-')).toMatchObject({ code: 0, stdout: '' });
  expect(await orphans('', '--state', state)).toMatchObject({ code: 0, stdout: '' });

  renameSync(state, `${state}.lost`);
  const lost = await orphans('', '--owner', 'tests');
  expect(lost.code).toBe(4);
  expect(lost.stdout).not.toContain('\u001b[');
  for (const kind of ['endpoint', 'endpoint configuration', 'model']) {
    expect(lost.stdout).toMatch(new RegExp(`^${kind} +parabola`, 'm'));
  }
  expect(await served()).toBe(3);
  expect(await orphans('', '--owner', 'tests', '--stop', '--yes')).toMatchObject({ code: 0 });
  expect(await served()).toBe(0);
});
