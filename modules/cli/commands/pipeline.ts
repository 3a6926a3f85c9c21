import { resolve } from 'node:path';
import { applyPlans } from '../pipeline/apply-plans';
import { planStacks } from '../pipeline/plan-stacks';
import { projectRun } from '../pipeline/project-run';
import type { ProjectRun } from '../pipeline/project-run';
import { projectStacks } from '../pipeline/project-stacks';
import { readSavedPlans, writeSavedPlans } from '../pipeline/saved-plans';
import { sourceTree } from '../pipeline/source-tree';
import { terraformCommand } from '../provider/terraform-command';
import { printJson } from '../terminal/print-json';
import type { Terminal } from '../terminal/terminal';
import type { PipelineApplyFlags, PipelinePlanFlags } from './flags';

/** `tuneform pipeline plan FOLDER` */
export async function pipelinePlan(
  folder: string,
  flags: PipelinePlanFlags,
  terminal: Terminal,
): Promise<void> {
  const run = runOf(flags, terminal);
  const out = resolve(terminal.workingDirectory, folder);
  const stacks = await projectStacks(run, flags.stack ?? []);
  const plans = await planStacks(run, stacks, out);
  const saved = { tree: await sourceTree(run.project, terminal.env), ...plans };
  writeSavedPlans(out, saved);
  if (flags.json === true) printJson(terminal, saved);
  else {
    for (const { stack, changes } of saved.plans) {
      terminal.data(`${stack}: ${changes ? 'changes' : 'no changes'}`);
    }
  }
}

/** `tuneform pipeline apply FOLDER` */
export async function pipelineApply(
  folder: string,
  flags: PipelineApplyFlags,
  terminal: Terminal,
): Promise<void> {
  const run = runOf(flags, terminal);
  const from = resolve(terminal.workingDirectory, folder);
  const saved = readSavedPlans(from);
  const tree = await sourceTree(run.project, terminal.env);
  const applied = await applyPlans(run, { folder: from, saved, tree });
  const { waiting } = saved;
  if (flags.json === true) printJson(terminal, { applied, waiting });
  else terminal.data(applied.length === 0 ? 'Nothing to apply.' : `Applied ${applied.join(', ')}.`);
  if (waiting.length > 0) {
    terminal.say(`Not planned yet: ${waiting.join(', ')}. Plan again, now that what they read has changed.`);
  }
}

const runOf = (flags: PipelineApplyFlags, terminal: Terminal): ProjectRun =>
  projectRun({
    project: terminal.workingDirectory,
    terraform: terraformCommand(flags.terraform, terminal),
    env: terminal.env,
    say: (text) => terminal.say(text),
  });
