import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { ProjectRun } from './project-run';
import { digestOf } from './saved-plans';
import type { SavedPlan, SavedPlans } from './saved-plans';
import type { Stack } from './stack';

/** Terraform’s exit codes of `plan -detailed-exitcode`. */
const NO_CHANGES = 0;
const CHANGES = 2;

const outputs = z.object({
  output_changes: z.record(z.string(), z.object({ actions: z.array(z.string()) })).optional(),
});

/**
 * Plans stacks in order, and keeps each plan and its JSON below `folder`. A stack that reads outputs which another one is about to
 * change cannot be planned truthfully: it waits for the next run.
 */
export async function planStacks(
  run: ProjectRun,
  stacks: readonly Stack[],
  folder: string,
): Promise<Omit<SavedPlans, 'tree'>> {
  mkdirSync(folder, { recursive: true });
  const plans: SavedPlan[] = [];
  const waiting: string[] = [];
  /** Stacks whose outputs are not what they will be. */
  const moving = new Set<string>();
  for (const stack of stacks) {
    const awaited = stack.dependencies.filter((name) => moving.has(name));
    if (awaited.length > 0) {
      run.say(
        `Stack ${stack.name} waits: it reads outputs of ${awaited.join(', ')} that are about to change.`,
      );
      waiting.push(stack.name);
      moving.add(stack.name);
      continue;
    }
    const { saved, movesOutputs } = await planStack(run, stack, folder);
    plans.push(saved);
    if (movesOutputs) moving.add(stack.name);
  }
  return { plans, waiting };
}

async function planStack(
  run: ProjectRun,
  stack: Stack,
  folder: string,
): Promise<{ readonly saved: SavedPlan; readonly movesOutputs: boolean }> {
  const directory = join(run.project, stack.folder);
  const plan = `${stack.name}.tfplan`;
  const terraform = (args: readonly string[], accepts?: readonly number[], quietly?: boolean) =>
    run.program({
      file: run.terraform,
      args,
      directory,
      ...(accepts === undefined ? {} : { accepts }),
      ...(quietly === undefined ? {} : { quietly }),
    });
  run.say(`Planning stack ${stack.name}.`);
  await terraform(['init', '-no-color'], [0], true);
  const out = join(folder, plan);
  const { exitCode } = await terraform(
    ['plan', '-no-color', '-lock-timeout=5m', '-detailed-exitcode', `-out=${out}`],
    [NO_CHANGES, CHANGES],
  );
  const { stdout: json } = await terraform(['show', '-json', out], [0], true);
  writeFileSync(join(folder, `${plan}.json`), json);
  const changed = Object.values(outputs.parse(JSON.parse(json)).output_changes ?? {});
  return {
    saved: {
      stack: stack.name,
      folder: relative(run.project, directory),
      plan,
      sha256: digestOf(out) ?? '',
      changes: exitCode === CHANGES,
    },
    movesOutputs: changed.some(({ actions }) => actions.some((action) => action !== 'no-op')),
  };
}
