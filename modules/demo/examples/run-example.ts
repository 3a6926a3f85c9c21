import { inWorld, withoutLeftovers } from '../in-world';
import type { Surroundings } from '../in-world';
import { deployWithProgress } from '../parts/deploy';
import { stopLocalCloud } from '../parts/destroy';
import { synthesise } from '../parts/plan';
import { showResults } from '../parts/results';
import { takeDown } from '../parts/take-down';
import type { World } from '../world';
import { deploymentOf } from './example';
import type { ExampleChoice } from './options';
import { prepareData } from './prepare-data';
import { ensureSystemPackages } from './system-packages';

/** Runs an example. Unless it succeeds with `--keep`, the local cloud's process has ended when this settles. */
export async function runExample(choice: ExampleChoice, around: Surroundings): Promise<void> {
  const { example, port } = choice;
  const deployment = deploymentOf(example);
  const preparation = {
    ...around,
    deployment,
    port,
    ...(example.runner === undefined ? {} : { runner: example.runner }),
    prepare: (world: World) => prepareData(example, world),
  };
  await withoutLeftovers(deployment, around, async () => {
    await ensureSystemPackages({ example: example.name, packages: example.packages, ...around });
    if (choice.destroy) {
      await takeDown({ ...preparation, again: `npm run example ${example.name}` });
      return false;
    }
    around.stage.line(around.stage.style.strong(`Tuneform example ${example.name}: ${example.about}`));
    await inWorld(preparation, (world) => play(choice, world));
    return choice.keep;
  });
}

async function play({ example, keep }: ExampleChoice, world: World): Promise<void> {
  const { stage } = world;
  const { name } = example;
  const { outputs } = await stage.part('Plan, deploy, search, serve', async () => {
    await synthesise(world);
    return deployWithProgress(world, { stacks: [name], name: 'deploy', showsPlan: true });
  });
  await stage.part('Results', () => showResults(world, outputs));
  await stage.part('Serve: rows that no training job has seen', () => example.show(world, outputs));
  if (!keep) await stage.part('Stop', () => stopLocalCloud(world));
  stage.line();
  stage.block(stage.timings());
  stage.line();
  stage.block(
    keep
      ? `Everything is still up at ${world.endpoint}. To explore: npx tuneform show ${name}`
      : `Nothing runs any more. npm run example ${name} continues from here.`,
  );
  stage.block(
    `npm run example ${name} -- --destroy takes everything down. The guide: docs/guides/${name}.md`,
  );
}
