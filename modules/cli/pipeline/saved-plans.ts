import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { messageOf, TuneformError } from '../../kernel';

const savedPlan = z.object({
  stack: z.string(),
  folder: z.string(),
  /** File name of Terraform’s own plan, below the folder of the plans. */
  plan: z.string(),
  sha256: z.string(),
  changes: z.boolean(),
});
const savedPlans = z.object({
  /** Git’s id of all files that were planned, which a merge keeps although the commit changes; null outside of Git. */
  tree: z.string().nullable(),
  plans: z.array(savedPlan),
  /** Names of the stacks that were not planned, because they read outputs that are about to change. */
  waiting: z.array(z.string()),
});

export type SavedPlan = z.infer<typeof savedPlan>;
export type SavedPlans = z.infer<typeof savedPlans>;

const FILE = 'plans.json';

export function writeSavedPlans(folder: string, plans: SavedPlans): void {
  writeFileSync(join(folder, FILE), `${JSON.stringify(plans, null, 2)}\n`);
}

/**
 * Reads the plans of a folder.
 *
 * @throws PLANS_NOT_FOUND if there are none, PLANS_CHANGED if a file is not the one that was planned
 */
export function readSavedPlans(folder: string): SavedPlans {
  let found: SavedPlans;
  try {
    found = savedPlans.parse(JSON.parse(readFileSync(join(folder, FILE), 'utf8')));
  } catch (error) {
    throw new TuneformError(
      `${folder} holds no plans of \`tuneform pipeline plan\`: ${messageOf(error)}. Plan first, and hand the whole folder on.`,
      { code: 'PLANS_NOT_FOUND', summary: 'Plans Not Found', cause: error },
    );
  }
  for (const { stack, plan, sha256 } of found.plans) {
    if (digestOf(join(folder, plan)) !== sha256) {
      throw new TuneformError(
        `The plan of stack "${stack}" in ${folder} is not the one that was reviewed. Nothing was applied; plan again.`,
        { code: 'PLANS_CHANGED', summary: 'Plan Is Not the Reviewed One' },
      );
    }
  }
  return found;
}

export function digestOf(file: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex');
  } catch {
    return undefined;
  }
}
