import { TuneformError } from '../../kernel';
import { ensureStopped } from '../../cli';
import { leftBehind } from '../programs/left-behind';
import { runCdktf } from '../programs/run-cdktf';
import { resourcesInState } from '../programs/terraform-state';
import type { World } from '../world';
import { onSynthesised, synthesise } from './plan';

/** Destroys all stacks, unless nothing of them is left, and checks through the API that nothing billable remains. */
export async function destroyStacks(world: World): Promise<void> {
  if (resourcesInState(world.project, world.deployment.stacks).length > 0) await runDestroy(world);
  await proveNothingBillable(world);
}

async function runDestroy(world: World): Promise<void> {
  const { stage } = world;
  await synthesise(world);
  const stacks = [...world.deployment.stacks].reverse();
  stage.block(stage.style.faint(`$ cdktf destroy ${stacks.join(' ')} --auto-approve`));
  let done = 0;
  const lines = await runCdktf(world, {
    name: 'destroy',
    args: ['destroy', ...stacks, '--auto-approve', ...onSynthesised(world)],
    onLine: (line) => {
      if (line.includes(': Destruction complete')) done += 1;
      if (/: Destr(oying|uction)/.test(line)) {
        stage.live(stage.style.faint(`${String(done)} done · ${line.replace(/ \[id=.*/, '')}`));
      }
    },
  });
  stage.live('');
  for (const line of lines.filter((one) => one.startsWith('Destroy complete!'))) stage.block(line, '    ');
}

async function proveNothingBillable({ session, signal, stage, project, deployment }: World): Promise<void> {
  const left = [
    ...(await leftBehind(session, deployment.experiment, signal)),
    ...resourcesInState(project, deployment.stacks),
  ];
  if (left.length > 0) {
    throw new TuneformError(
      `Destroying left these behind: ${left.join(', ')}. Destroy again; \`npx tuneform local reset\` deletes everything on the local cloud.`,
      { code: 'SOMETHING_LEFT', summary: 'Resources Left Behind' },
    );
  }
  stage.block(
    `${stage.style.good('✔')} no endpoint, no model and no running job is left, and no resource in Terraform's state`,
  );
}

/** Stops the local cloud and reports that its process has ended. */
export async function stopLocalCloud(world: Pick<World, 'stage' | 'directory'>): Promise<void> {
  const stopped = await ensureStopped(world.directory);
  const what = stopped.wasRunning ? `process ${String(stopped.pid)} has ended` : 'it was not running';
  world.stage.block(`${world.stage.style.good('✔')} local cloud stopped: ${what}`);
}
