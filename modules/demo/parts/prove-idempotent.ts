import { TuneformError } from '../../kernel';
import { markRequests, requestsSince } from '../request-proof';
import type { World } from '../world';
import { deploy } from './deploy';

/** Deploys everything again and checks in the local cloud's log that nothing was changed. */
export async function deployAgain(world: World): Promise<void> {
  const { stage } = world;
  const mark = await markRequests(world.directory);
  const { lines } = await deploy(world, {
    stacks: world.deployment.stacks,
    name: 'deploy-again',
    loadAhead: 1,
  });
  const unchanged = lines.filter((line) => line.startsWith('No changes.')).length;
  if (unchanged < 2) {
    throw new TuneformError(
      `Only ${String(unchanged)} of 2 stacks had no changes when they were deployed again. ${world.work}/deploy-again.log shows the ` +
        'changes; please report them.',
      { code: 'UNEXPECTED_CHANGES', summary: 'Unexpected Changes' },
    );
  }
  stage.block(`${stage.style.good('✔')} both stacks: no changes`);
  await proveNothingChanged(world, mark);
}

/** Fails, naming the calls, if anything was changed since the mark. */
export async function proveNothingChanged(world: World, mark: { readonly count: number }): Promise<void> {
  const { requests, mutating } = await requestsSince(world.directory, mark);
  if (mutating.length > 0) {
    const calls = mutating.map((request) => `${request.service}:${request.operation}`).join(', ');
    throw new TuneformError(
      `Terraform should have changed nothing, but it made these calls: ${calls}. Check that no other program uses this local cloud; ` +
        'otherwise please report the calls.',
      { code: 'UNEXPECTED_CHANGES', summary: 'Unexpected Changes' },
    );
  }
  world.stage.block(
    `${world.stage.style.good('✔')} request log: ${String(requests)} calls, ${world.stage.style.strong('0')} of them change anything`,
  );
}
