import { join, resolve, sep } from 'node:path';
import { TuneformError } from '../../kernel';
import type { ProjectRun } from './project-run';
import { synthesize } from './project-stacks';
import type { SavedPlans } from './saved-plans';
import { SYNTHESIZED } from './synthesized-stacks';

/**
 * Applies saved plans, and nothing else, in the order in which they were made. The first failure ends the run: what follows may
 * depend on it.
 *
 * @param tree id of the files that are checked out now
 * @throws PLANS_OF_OTHER_FILES if the plans were made of other files
 * @returns the names of the stacks that were applied
 */
export async function applyPlans(
  run: ProjectRun,
  {
    folder,
    saved,
    tree,
  }: { readonly folder: string; readonly saved: SavedPlans; readonly tree: string | null },
): Promise<readonly string[]> {
  if (saved.tree !== tree) throw otherFiles(saved.tree, tree);
  const isSynthesized = saved.plans.some(({ folder: below }) => below.split(sep)[0] === SYNTHESIZED);
  // A fresh checkout has no stacks yet, and Terraform applies a plan in the folder that it was made in.
  if (isSynthesized) await synthesize(run);
  const applied: string[] = [];
  for (const { stack, folder: below, plan, changes } of saved.plans) {
    if (!changes) {
      run.say(`Stack ${stack} has nothing to change.`);
      continue;
    }
    const directory = resolve(run.project, below);
    run.say(`Applying stack ${stack}.`);
    await run.program({ file: run.terraform, args: ['init', '-no-color'], directory, quietly: true });
    await run.program({
      file: run.terraform,
      args: ['apply', '-no-color', '-lock-timeout=5m', join(folder, plan)],
      directory,
    });
    applied.push(stack);
  }
  return applied;
}

const shown = (tree: string | null): string => tree?.slice(0, 12) ?? '(not in Git)';

const otherFiles = (planned: string | null, now: string | null): TuneformError =>
  new TuneformError(
    `The plans were made of the files ${shown(planned)}, but ${shown(now)} is checked out: something else was merged in between. ` +
      'Nothing was applied. Plan again, and have the new plan reviewed.',
    { code: 'PLANS_OF_OTHER_FILES', summary: 'Plans Are of Other Files' },
  );
