import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { ExperimentFlags, InvokeFlags, OrphansFlags, TrialsFlags } from './flags';
import { load } from './load';
import { examples, parseCount } from './options';

/** Commands that ask SageMaker, on the local cloud or on AWS. */
export function addRemoteCommands(program: Command, terminal: Terminal): void {
  const add = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .option('--target <where>', 'local or aws (default: $TUNEFORM_TARGET, else local)')
      .option('--endpoint <url>', 'URL of the local cloud (default: the running one of this project)')
      .option('--region <name>', 'AWS region (default: $AWS_REGION, else us-east-1)')
      .option('--json', 'print the result as JSON');

  const owner = '--owner <name>';
  const ownerHelp = 'whose experiment, where two owners use one name';

  add('show <experiment>', 'An experiment at a glance: generations, progress, best training job, cost.')
    .option(owner, ownerHelp)
    .addHelpText('after', examples('npx tuneform show digits', 'npx tuneform show digits --json | jq .best'))
    .action((name: string, flags: ExperimentFlags) => load.show().show(name, flags, terminal));

  add('trials <experiment>', 'All training jobs of an experiment, best first.')
    .option(owner, ownerHelp)
    .option('-n, --limit <count>', 'only the best so many', parseCount)
    .addHelpText(
      'after',
      examples('npx tuneform trials digits', 'npx tuneform trials digits --limit 5 --json'),
    )
    .action((name: string, flags: TrialsFlags) => load.trials().trials(name, flags, terminal));

  add('orphans', 'What carries Tuneform’s tags and no given Terraform state knows.')
    .option('--state <file...>', 'state files or outputs of terraform show -json, - for stdin')
    .option('--owner <name...>', 'only of these owners (default: those in the given states)')
    .option('--all', 'list tuning jobs that have ended as well')
    .option('--stop', 'stop the tuning jobs, delete the rest')
    .option('--yes', 'do not ask before stopping')
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

  add('invoke <endpoint>', 'Send one request to an endpoint and print what it answers.')
    .option('-b, --body <text>', 'the request body')
    .option('-f, --file <path>', 'read the request body from a file, - for stdin')
    .option('-c, --content-type <type>', 'content type of the body', 'text/csv')
    .option('-a, --accept <type>', 'content type wanted back')
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
