import { calling, describeEndpoint } from '../../../aws';
import { TuneformError } from '../../../kernel';
import { ensureStopped } from '../../local/stop';
import { runCdktf } from '../run-cdktf';
import { resourcesInState } from '../terraform-state';
import type { World } from '../world';
import { EXPERIMENT, STACKS } from '../world';
import { onSynthesised, synthesise } from './plan';

/** Destroys both stacks and proves through the API that nothing billable is left. */
export async function destroyStacks(world: World): Promise<void> {
  const { stage } = world;
  await synthesise(world);
  const stacks = [STACKS.experiment, STACKS.foundation];
  stage.block(stage.style.faint(`$ cdktf destroy ${stacks.join(' ')} --auto-approve`));
  let done = 0;
  const lines = await runCdktf(world, {
    name: 'destroy',
    args: ['destroy', ...stacks, '--auto-approve', ...onSynthesised()],
    onLine: (line) => {
      if (line.includes(': Destruction complete')) done += 1;
      if (/: Destr(oying|uction)/.test(line)) {
        stage.live(stage.style.faint(`${String(done)} done · ${line.replace(/ \[id=.*/, '')}`));
      }
    },
  });
  stage.live('');
  for (const line of lines.filter((one) => one.startsWith('Destroy complete!'))) stage.block(line, '    ');
  await proveNothingBillable(world);
}

/** What would cost money on AWS while it exists or runs: endpoints, searches, training jobs. */
async function proveNothingBillable({ session, signal, stage, project }: World): Promise<void> {
  const { client, sdk } = session.sageMaker();
  const options = { abortSignal: signal };
  const endpoints = await calling('list endpoint configurations', () =>
    client.send(new sdk.ListEndpointConfigsCommand({}), options),
  );
  const models = await calling('list models', () => client.send(new sdk.ListModelsCommand({}), options));
  const searches = await calling('list running tuning jobs', () =>
    client.send(new sdk.ListHyperParameterTuningJobsCommand({ StatusEquals: 'InProgress' }), options),
  );
  const endpoint = await describeEndpoint(session, EXPERIMENT, signal);
  const left = [
    ...(endpoint === undefined ? [] : [`endpoint ${endpoint.name}`]),
    ...resourcesInState(project),
    ...(endpoints.EndpointConfigs ?? []).map(
      (one) => `endpoint configuration ${one.EndpointConfigName ?? ''}`,
    ),
    ...(models.Models ?? []).map((one) => `model ${one.ModelName ?? ''}`),
    ...(searches.HyperParameterTuningJobSummaries ?? []).map(
      (one) => `running tuning job ${one.HyperParameterTuningJobName ?? ''}`,
    ),
  ];
  if (left.length > 0) {
    throw new TuneformError(`These are left: ${left.join(', ')}.`, {
      code: 'SOMETHING_LEFT',
      summary: 'Something Was Left Behind',
    });
  }
  stage.block(
    `${stage.style.good('✔')} no endpoint, no model, no running search is left, and no resource in Terraform's state`,
  );
}

/** Stops the local cloud and says that its process is gone. */
export async function stopLocalCloud(world: Pick<World, 'stage' | 'directory'>): Promise<void> {
  const stopped = await ensureStopped(world.directory);
  const what = stopped.wasRunning ? `process ${String(stopped.pid)} has ended` : 'it was not running';
  world.stage.block(`${world.stage.style.good('✔')} local cloud stopped: ${what}`);
}
