import { defaultDirectory, ensureStopped } from '../cli';
import type { RunnerChoice } from '../cli';
import type { Deployment } from './deployment';
import type { Stage } from './output/stage';
import { buildProvider, startWorld } from './parts/prepare';
import { setAsideOrphanedState } from './programs/terraform-state';
import type { World } from './world';

export interface Surroundings {
  readonly stage: Stage;
  readonly project: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface Preparation extends Surroundings {
  readonly deployment: Deployment;
  readonly port: number | undefined;
  /** What the local cloud runs containers with. @default - whatever it runs them with */
  readonly runner?: RunnerChoice;
  /** Makes what the stacks read. @default - they read nothing */
  readonly prepare?: (world: World) => Promise<void>;
}

/** Prepares and works. The AWS provider and the CLI that waits have ended when this settles. */
export async function inWorld(
  preparation: Preparation,
  work: (world: World) => Promise<void>,
): Promise<void> {
  const { stage, prepare } = preparation;
  let world: World | undefined;
  try {
    await stage.part('Prepare: tools, local cloud, data', async () => {
      const ready = await startWorld(stage, preparation);
      world = ready;
      // What needs one processor follows: time to load the CLI on the other.
      const dataThenCdktf = Promise.resolve(prepare?.(ready)).then(() => ready.cdktf.load(1));
      await Promise.all([dataThenCdktf, buildProvider(ready)]);
    });
    if (world !== undefined) await work(world);
  } finally {
    await Promise.all([world?.awsProvider.stop(), world?.cdktf.stop()]);
  }
}

/** Runs `work`. Unless it resolves with true, "kept", the local cloud's process has ended when this settles. */
export async function withoutLeftovers(
  deployment: Deployment,
  { stage, project }: Surroundings,
  work: () => Promise<boolean>,
): Promise<void> {
  const directory = defaultDirectory(project);
  let kept = false;
  const aside = setAsideOrphanedState(project, deployment, directory);
  if (aside !== undefined) {
    stage.line(`The local cloud is empty; the Terraform state of its former contents is now in ${aside}.`);
  }
  try {
    kept = await work();
  } finally {
    if (!kept) await ensureStopped(directory);
  }
}
