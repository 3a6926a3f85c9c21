import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { TuneformError } from '../../kernel';
import { ensureStarted, defaultDirectory } from '../../cli';
import type { RunnerChoice } from '../../cli';
import type { Deployment } from '../deployment';
import { checkPrerequisites } from '../programs/prerequisites';
import { runChild } from '../programs/run-child';
import type { Stage } from '../output/stage';
import { readTestImages } from '../images/test-images';
import type { World } from '../world';
import { makeWorld } from '../world';

export interface PrepareOptions {
  readonly project: string;
  readonly deployment: Deployment;
  /** What the local cloud runs containers with. @default - whatever it runs them with */
  readonly runner?: RunnerChoice;
  readonly port: number | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** Checks the tools, starts the local cloud and returns what the other parts share. */
export async function startWorld(stage: Stage, options: PrepareOptions): Promise<World> {
  const { project, deployment, runner, env, signal } = options;
  const tools = await checkPrerequisites(env);
  stage.block(
    `Node ${tools.node}, Python ${tools.python.version}, ${tools.terraform.command} ${tools.terraform.version}`,
  );
  const directory = defaultDirectory(project);
  const port = options.port === undefined ? {} : { port: options.port };
  const { running, fresh } = await ensureStarted({
    directory,
    ...port,
    ...(runner === undefined ? {} : { runner }),
    env,
  });
  const { record } = running;
  const how = fresh ? 'started' : 'was running already';
  stage.block(`local cloud ${how} at ${record.url} (process ${String(record.pid)})`);
  return makeWorld({
    stage,
    tools,
    project,
    deployment,
    local: { ...running, url: record.url },
    env,
    signal,
  });
}

/**
 * Builds the provider if there is none. Synthesis would do so, but later, when nothing else has work for the other processor;
 * it still builds one anew whose sources have changed.
 */
export async function buildProvider({ project, env, signal }: World): Promise<void> {
  const dist = join(project, 'dist');
  const isBuilt =
    existsSync(dist) && readdirSync(dist).some((name) => name.startsWith('terraform-provider-'));
  if (isBuilt) return;
  // Synthesis builds again what fails here, and reports the reason.
  await runChild({
    command: process.execPath,
    args: ['-r', 'tsx/cjs', join(project, 'scripts', 'build-provider.ts')],
    workingDirectory: project,
    env,
    signal,
    onLine: () => undefined,
  });
}

/** Ensures that the Python packages and the digits are there; the first run downloads packages. */
export async function prepareDigits(world: World): Promise<void> {
  const { stage, project } = world;
  const said: string[] = [];
  const code = await runChild({
    command: process.execPath,
    args: ['-r', 'tsx/cjs', join(project, 'scripts', 'prepare-data.ts')],
    workingDirectory: project,
    env: world.env,
    signal: world.signal,
    onLine: (line) => {
      said.push(line);
      stage.live(stage.style.faint(line));
      if (line.startsWith('Installing') || line.startsWith('Python packages')) stage.block(line);
    },
  });
  stage.live('');
  if (code !== 0) {
    throw new TuneformError(
      `scripts/prepare-data.ts ended with exit code ${String(code)}. Correct what it reports, and run the command again. The end of its ` +
        `output:\n${said.slice(-8).join('\n')}`,
      { code: 'DATA_NOT_PREPARED', summary: 'Data Not Prepared' },
    );
  }
  const held = readTestImages(project).length;
  stage.block(`1,797 handwritten digits prepared; ${String(held)} of them held out from training and search`);
}
