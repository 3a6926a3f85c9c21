import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { Deployment } from '../deployment';

/** Folder of the stacks' state for the local target. */
const stateFile = (project: string, stack: string): string => join(project, `terraform.${stack}.tfstate`);

/** True when an earlier run left state. */
export const hasState = (project: string, stacks: readonly string[]): boolean =>
  stacks.some((stack) => existsSync(stateFile(project, stack)));

const terraformState = z.object({
  resources: z.array(z.object({ mode: z.string(), type: z.string(), name: z.string() })),
});

/** Returns the resources in Terraform's state, as `type.name in the state of stack`. */
export function resourcesInState(project: string, stacks: readonly string[]): readonly string[] {
  return stacks.flatMap((stack) => {
    const file = stateFile(project, stack);
    if (!existsSync(file)) return [];
    const text = readFileSync(file, 'utf8');
    // A Terraform that was killed can leave an empty file, which Terraform takes for no state.
    if (text.trim() === '') return [];
    const state = terraformState.parse(JSON.parse(text));
    return state.resources
      .filter((resource) => resource.mode === 'managed')
      .map((resource) => `${resource.type}.${resource.name} in the state of ${stack}`);
  });
}

/**
 * Moves state aside if its local cloud is empty. All its objects are gone, yet the champion would stay, as history
 * does, and would be served from an artifact that no longer exists. Returns the folder, if it moved anything.
 */
export function setAsideOrphanedState(
  project: string,
  { stacks, work }: Pick<Deployment, 'stacks' | 'work'>,
  cloudDirectory: string,
): string | undefined {
  if (!hasState(project, stacks) || existsSync(join(cloudDirectory, 'store'))) return undefined;
  const folder = join(project, work, 'state-before-reset');
  mkdirSync(folder, { recursive: true });
  for (const stack of stacks) {
    const file = stateFile(project, stack);
    if (existsSync(file)) renameSync(file, join(folder, basename(file)));
  }
  return folder;
}
