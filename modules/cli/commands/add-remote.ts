import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { ExperimentFlags, InvokeFlags, OrphansFlags, TrialsFlags } from './flags';
import { load } from './load';
import { examples, parseCount, targetOptions } from './options';

/** Adds the commands that call SageMaker, on the local cloud or on AWS. */
export function addRemoteCommands(program: Command, terminal: Terminal): void {
  const add = (usage: string, description: string): Command =>
    targetOptions(program.command(usage).description(description));

  const owner = '--owner <name>';
  const ownerHelp = 'owner of the experiment, if two owners use the same name';

  add('show <experiment>', 'Show an experiment: generations, progress, best training job and cost.')
    .option(owner, ownerHelp)
    .addHelpText('after', examples('npx tuneform show digits', 'npx tuneform show digits --json | jq .best'))
    .action((name: string, flags: ExperimentFlags) => load.show().show(name, flags, terminal));

  add('trials <experiment>', 'List the training jobs of an experiment, best first.')
    .option(owner, ownerHelp)
    .option('-n, --limit <count>', 'list only this many', parseCount)
    .addHelpText(
      'after',
      examples('npx tuneform trials digits', 'npx tuneform trials digits --limit 5 --json'),
    )
    .action((name: string, flags: TrialsFlags) => load.trials().trials(name, flags, terminal));

  add('orphans', 'List objects that carry Tuneform’s tags and are in none of the given Terraform states.')
    .option('--state <file...>', 'state files or outputs of terraform show -json, - for stdin')
    .option('--owner <name...>', 'only these owners (default: the owners in the given states)')
    .option('--all', 'also list tuning jobs that have ended')
    .option('--stop', 'stop the jobs and delete the other objects')
    .option('--yes', 'do not ask for confirmation')
    .addHelpText(
      'after',
      examples(
        'npx tuneform orphans --state terraform.churn.tfstate terraform.digits.tfstate',
        'terraform show -json | npx tuneform orphans --state - --json',
        'npx tuneform orphans --target aws --owner team-churn',
        'npx tuneform orphans --state terraform.churn.tfstate --stop',
      ),
    )
    .action((flags: OrphansFlags) => load.orphans().orphans(flags, terminal));

  add('invoke <endpoint>', 'Send one request to an endpoint and print the response.')
    .option('-b, --body <text>', 'the request body')
    .option('-f, --file <path>', 'read the request body from a file, - for stdin')
    .option('-c, --content-type <type>', 'content type of the body', 'text/csv')
    .option('-a, --accept <type>', 'requested content type of the response')
    .addHelpText(
      'after',
      examples(
        'npx tuneform invoke digits --file one-image.csv',
        `npx tuneform invoke digits --content-type application/json --body '{"instances": [[0, 1, 2]]}'`,
        'head -n 3 images.csv | npx tuneform invoke digits --json',
      ),
    )
    .action((name: string, flags: InvokeFlags) => load.invoke().invoke(name, flags, terminal));
}
