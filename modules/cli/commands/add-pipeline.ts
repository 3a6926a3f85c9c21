import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { PipelineApplyFlags, PipelinePlanFlags } from './flags';
import { load } from './load';
import { examples } from './options';

/** Adds `tuneform pipeline …`: the steps that a pipeline of any host runs, and that a person can run as well. */
export function addPipelineCommands(program: Command, terminal: Terminal): void {
  const pipeline = program
    .command('pipeline')
    .description('Plan all stacks of a project, and apply exactly the plans that were reviewed.');

  pipeline
    .command('plan <folder>')
    .description('Plan each stack in order, and keep the plans, and each as JSON, in a folder.')
    .option(
      '--stack <folder...>',
      'folders with Terraform’s files (default: those of `cdktf synth`, else this folder)',
    )
    .option('--terraform <path>', 'the CLI to use (default: $TERRAFORM_BINARY_NAME, else terraform)')
    .option('--json', 'print the list of the plans as JSON')
    .addHelpText(
      'after',
      examples(
        'npx tuneform pipeline plan plans && npx tuneform review plans/*.tfplan.json',
        'npx tuneform pipeline plan plans --stack network experiments',
      ),
    )
    .action((folder: string, flags: PipelinePlanFlags) =>
      load.pipeline().pipelinePlan(folder, flags, terminal),
    );

  pipeline
    .command('apply <folder>')
    .description('Apply the plans of a folder if they are unchanged and of the files that are checked out.')
    .option('--terraform <path>', 'the CLI to use (default: $TERRAFORM_BINARY_NAME, else terraform)')
    .option('--json', 'print what was applied as JSON')
    .addHelpText('after', examples('npx tuneform pipeline apply plans'))
    .action((folder: string, flags: PipelineApplyFlags) =>
      load.pipeline().pipelineApply(folder, flags, terminal),
    );
}
