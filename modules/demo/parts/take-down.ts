import { defaultDirectory } from '../../cli';
import { inWorld } from '../in-world';
import type { Preparation } from '../in-world';
import { hasState } from '../programs/terraform-state';
import { destroyStacks, stopLocalCloud } from './destroy';

export interface TakeDown extends Preparation {
  /** The command that deploys again. */
  readonly again: string;
}

/** Takes down what an earlier run left, and proves that nothing is left. */
export async function takeDown(options: TakeDown): Promise<void> {
  const { stage, project, deployment, again } = options;
  if (!hasState(project, deployment.stacks)) {
    stage.line('No earlier run left anything to destroy.');
    await stopLocalCloud({ stage, directory: defaultDirectory(project) });
    return;
  }
  await inWorld(options, async (world) => {
    const several = deployment.stacks.length > 1;
    await stage.part(several ? 'Destroy both stacks' : 'Destroy the stack', () => destroyStacks(world));
    await stage.part('Stop', () => stopLocalCloud(world));
  });
  stage.line();
  stage.block(stage.timings());
  stage.line();
  stage.block(`Nothing runs and nothing billable is left. ${again} starts again.`);
}
