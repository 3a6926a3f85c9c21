import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { TuneformError } from '../../kernel';
import type { ProjectRun } from './project-run';
import type { Stack } from './stack';
import { synthesizedStacks } from './synthesized-stacks';

/**
 * Returns the stacks of a project: those that `cdktf synth` writes where there is a `cdktf.json`, else the given folders in the
 * given order, else the project's folder itself.
 */
export async function projectStacks(run: ProjectRun, folders: readonly string[]): Promise<readonly Stack[]> {
  if (folders.length > 0) return folders.map((folder) => stackAt(run.project, folder));
  if (!existsSync(join(run.project, 'cdktf.json'))) return [stackAt(run.project, '.')];
  await synthesize(run);
  return synthesizedStacks(run.project);
}

/** Writes the stacks of a CDKTF project to their folders. */
export async function synthesize(run: ProjectRun): Promise<void> {
  run.say('Synthesizing the stacks.');
  await run.program({ file: 'npx', args: ['cdktf', 'synth'], directory: run.project });
}

function stackAt(project: string, folder: string): Stack {
  const path = resolve(project, folder);
  if (!existsSync(path)) {
    throw new TuneformError(`There is no folder ${path}. Give folders with Terraform’s files.`, {
      code: 'BAD_USAGE',
      summary: 'Folder Not Found',
    });
  }
  // A checkout is called something else on every machine.
  const name = path === resolve(project) ? 'main' : basename(path).replace(/[^A-Za-z0-9._-]/g, '-');
  return { name, folder, dependencies: [] };
}
