import { systemClock } from '../kernel';
import { ensureStopped, defaultDirectory } from '../cli';
import type { DemoOptions } from './options';
import { classifyHeldOut } from './parts/classify';
import { deploy, deployWithProgress } from './parts/deploy';
import { destroyStacks, stopLocalCloud } from './parts/destroy';
import { showPlan, synthesise } from './parts/plan';
import { buildProvider, prepareData, startWorld } from './parts/prepare';
import { deployAgain } from './parts/prove-idempotent';
import { showResults } from './parts/results';
import { planWiderSearch, synthesiseWiderSearch } from './parts/widen';
import type { Stage } from './output/stage';
import { hasState, setAsideOrphanedState } from './programs/terraform-state';
import type { World } from './world';
import { EXPERIMENT, STACKS } from './world';

export interface DemoSurroundings {
  readonly stage: Stage;
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Runs the demo. Unless it succeeds with `--keep`, the local cloud's process has ended when this settles. */
export async function runDemo(options: DemoOptions, around: DemoSurroundings): Promise<void> {
  let kept = false;
  const aside = setAsideOrphanedState(around.project, defaultDirectory(around.project));
  if (aside !== undefined) {
    around.stage.line(
      `The local cloud is empty; the Terraform state of its former contents is now in ${aside}.`,
    );
  }
  try {
    if (options.destroy) await takeDown(options, around);
    else {
      await buildUp(options, around);
      kept = options.keep;
    }
  } finally {
    if (!kept) await ensureStopped(defaultDirectory(around.project));
  }
}

async function buildUp(options: DemoOptions, around: DemoSurroundings): Promise<void> {
  const { stage } = around;
  stage.line(
    stage.style.strong('Tuneform demo: a tuning experiment from plan to endpoint, on this machine, for $0'),
  );
  stage.block(INTRODUCTION);

  await inWorld(options, around, (world) => showEverything(world, options));
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

async function takeDown(options: DemoOptions, around: DemoSurroundings): Promise<void> {
  const { stage, project } = around;
  if (!hasState(project)) {
    stage.line('No earlier run left anything to destroy.');
    await stopLocalCloud({ stage, directory: defaultDirectory(project) });
    return;
  }
  await inWorld(options, around, async (world) => {
    await stage.part('Destroy both stacks', () => destroyStacks(world));
    await stage.part('Stop', () => stopLocalCloud(world));
  });
  stage.line();
  stage.block(stage.timings());
  stage.line();
  stage.block('Nothing runs and nothing billable is left. npm run demo starts again.');
}

/** Prepares and works. The AWS provider and the CLI that waits have ended when this settles. */
async function inWorld(
  options: DemoOptions,
  around: DemoSurroundings,
  work: (world: World) => Promise<void>,
): Promise<void> {
  const { stage } = around;
  let world: World | undefined;
  try {
    await stage.part('Prepare: tools, local cloud, data', async () => {
      const ready = await startWorld(stage, { ...around, port: options.port });
      world = ready;
      // What needs one processor follows: time to load the CLI on the other.
      const dataThenCdktf = prepareData(ready).then(() => ready.cdktf.load(1));
      await Promise.all([dataThenCdktf, buildProvider(ready)]);
    });
    if (world !== undefined) await work(world);
  } finally {
    await Promise.all([world?.awsProvider.stop(), world?.cdktf.stop()]);
  }
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
  npx tuneform show ${EXPERIMENT}
  npx tuneform trials ${EXPERIMENT}
  cut -d, -f2- .tuneform/data/digits/test/test.csv | head -3 | npx tuneform invoke ${EXPERIMENT}
  npx tuneform local requests --since 5m --mutating
  eval "$(npx tuneform local env)"    then aws, boto3 and terraform talk to the local cloud
  npm run demo -- --destroy           takes everything down`;
}
