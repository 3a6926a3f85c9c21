import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TuneformError } from '../../kernel';
import { runChild } from '../programs/run-child';
import type { World } from '../world';
import { dataFolder } from './example';
import type { Example } from './example';

/** Prepares an example's data unless it is there. In one step, so that an interrupted preparation leaves no partial data. */
export async function prepareData(example: Example, world: World): Promise<void> {
  const folder = join(world.project, dataFolder(example.name));
  if (existsSync(folder)) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await example.prepare(world, partial);
  renameSync(partial, folder);
}

/** Runs a program that writes data, or fails with what it said. */
export async function runPreparation(world: World, command: string, args: readonly string[]): Promise<void> {
  const said: string[] = [];
  const code = await runChild({
    command,
    args,
    workingDirectory: world.project,
    env: { ...world.env, PYTHONDONTWRITEBYTECODE: '1' },
    signal: world.signal,
    onLine: (line) => {
      said.push(line);
      world.stage.live(world.stage.style.faint(line));
    },
  });
  world.stage.live('');
  if (code === 0) return;
  throw new TuneformError(
    `${[command, ...args].join(' ')} ended with exit code ${String(code)}. Correct what it reports, and run the command again. The end of ` +
      `its output:\n${said.slice(-8).join('\n')}`,
    { code: 'DATA_NOT_PREPARED', summary: 'Data Not Prepared' },
  );
}
