import { systemClock } from '../kernel';
import type { DemoOptions } from './options';
import { classifyHeldOut } from './parts/classify';
import { DEMO, STACKS } from './deployment';
import { inWorld, withoutLeftovers } from './in-world';
import type { Surroundings } from './in-world';
import { deploy, deployWithProgress } from './parts/deploy';
import { stopLocalCloud } from './parts/destroy';
import { showPlan, synthesise } from './parts/plan';
import { prepareDigits } from './parts/prepare';
import { deployAgain } from './parts/prove-idempotent';
import { showResults } from './parts/results';
import { planWiderSearch, synthesiseWiderSearch } from './parts/widen';
import { takeDown } from './parts/take-down';
import type { World } from './world';

/** Runs the demo. Unless it succeeds with `--keep`, the local cloud's process has ended when this settles. */
export async function runDemo(options: DemoOptions, around: Surroundings): Promise<void> {
  await withoutLeftovers(DEMO, around, async () => {
    if (options.destroy) {
      await takeDown({
        ...around,
        deployment: DEMO,
        port: options.port,
        prepare: prepareDigits,
        again: 'npm run demo',
      });
      return false;
    }
    await buildUp(options, around);
    return options.keep;
  });
}

async function buildUp(options: DemoOptions, around: Surroundings): Promise<void> {
  const { stage } = around;
  stage.line(
    stage.style.strong('Tuneform demo: a tuning experiment from plan to endpoint, on this machine, for $0'),
  );
  stage.block(INTRODUCTION);

  await inWorld({ ...around, deployment: DEMO, port: options.port, prepare: prepareDigits }, (world) =>
    showEverything(world, options),
  );
}

async function showEverything(world: World, options: DemoOptions): Promise<void> {
  const { stage } = world;
  await stage.part('Foundation: plan and deploy', async () => {
    await synthesise(world);
    // Applying plans anyway: a `cdktf diff` before it would plan everything twice.
    await deploy(world, {
      stacks: [STACKS.foundation],
      name: 'deploy-foundation',
      showsPlan: true,
      // Planning the experiment is over too soon for the next one to be loaded meanwhile.
      loadAhead: 2,
    });
  });
  await stage.part('Experiment: the plan a reviewer sees', () =>
    showPlan(world, { stack: STACKS.experiment, name: 'plan-experiment' }),
  );
  const { outputs } = await stage.part('Experiment: deploy, search, serve', () =>
    deployWithProgress(world, {
      stacks: [STACKS.experiment],
      name: 'deploy-experiment',
      loadAhead: 1,
    }),
  );
  await stage.part('Results', () => showResults(world, outputs));
  await stage.part('Serve: held-out images to the endpoint', () =>
    classifyHeldOut(world, outputs, () => systemClock.now()),
  );
  await stage.part('Deploy again: nothing may change', async () => {
    // Deploying again leaves a processor idle, and the next part needs this.
    await Promise.all([deployAgain(world), synthesiseWiderSearch(world)]);
  });
  await stage.part('Widen a range: only the plan', () => planWiderSearch(world));

  if (!options.keep) await stage.part('Stop', () => stopLocalCloud(world));
  stage.line();
  stage.block(stage.timings());
  stage.line();
  stage.block(options.keep ? whatIsUp(world) : WHAT_IS_LEFT);
}

const INTRODUCTION = `It will
  1  start the local cloud: S3, IAM, ECR and SageMaker on a loopback port, with real training
  2  plan and deploy two CDKTF stacks with Terraform: an image, buckets and a role, then the experiment
  3  run the search: 20 real training jobs unless told otherwise, two at a time, chosen by Bayesian optimisation
  4  serve the winner and show it handwritten digits it has never seen
  5  deploy again and prove that nothing changes, then plan a wider search without launching it
Ctrl-C stops it at any point; running it again continues. Nothing leaves this machine.`;

const WHAT_IS_LEFT = `Nothing runs any more. The data of the local cloud and Terraform's state are kept:
  npm run demo                 continues from here
  npm run demo -- --keep       the same, and leaves everything up for exploring
  npm run demo -- --destroy    takes everything down`;

function whatIsUp(world: World): string {
  return `Everything is still up at ${world.endpoint}. To explore:
  npx tuneform show ${DEMO.experiment}
  npx tuneform trials ${DEMO.experiment}
  cut -d, -f2- .tuneform/data/digits/test/test.csv | head -3 | npx tuneform invoke ${DEMO.experiment}
  npx tuneform local requests --since 5m --mutating
  eval "$(npx tuneform local env)"    then aws, boto3 and terraform talk to the local cloud
  npm run demo -- --destroy           takes everything down`;
}
