import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { STACKS } from './world';

/** Where the stacks keep their state for the local target. */
const stateFile = (project: string, stack: string): string => join(project, `terraform.${stack}.tfstate`);

/** True when an earlier run left state. */
export const hasState = (project: string): boolean =>
  Object.values(STACKS).some((stack) => existsSync(stateFile(project, stack)));

const terraformState = z.object({
  resources: z.array(z.object({ mode: z.string(), type: z.string(), name: z.string() })),
});

/** What Terraform's state still holds, `type.name in the state of stack`. */
export function resourcesInState(project: string): readonly string[] {
  return Object.values(STACKS).flatMap((stack) => {
    const file = stateFile(project, stack);
    if (!existsSync(file)) return [];
    const state = terraformState.parse(JSON.parse(readFileSync(file, 'utf8')));
    return state.resources
      .filter((resource) => resource.mode === 'managed')
      .map((resource) => `${resource.type}.${resource.name} in the state of ${stack}`);
  });
}

/**
 * Moves aside state whose local cloud has been emptied. All it lists is gone, yet its champion would be kept, as
 * history always is, and served from an artifact that no longer exists. Gives the folder, if anything was moved.
 */
export function setAsideOrphanedState(project: string, cloudDirectory: string): string | undefined {
  if (!hasState(project) || existsSync(join(cloudDirectory, 'store'))) return undefined;
  const folder = join(project, '.tuneform', 'demo', 'state-before-reset');
  mkdirSync(folder, { recursive: true });
  for (const stack of Object.values(STACKS)) {
    const file = stateFile(project, stack);
    if (existsSync(file)) renameSync(file, join(folder, basename(file)));
  }
  return folder;
}
