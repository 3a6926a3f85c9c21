import { Option } from 'commander';
import type { Command } from 'commander';
import { LOCAL_PORT } from '../../kernel';
import type { RunnerChoice } from '../../local-cloud';
import type { Terminal } from '../terminal/terminal';
import type { EnvFlags, InterruptFlags, LocalFlags, RequestFlags, ResetFlags, StartFlags } from './flags';
import { load } from './load';
import { examples, parsePort, parseQuota, parseSeconds } from './options';

/** Not read from the local cloud, whose code loads only when it is started. */
const RUNNERS: readonly RunnerChoice[] = ['auto', 'container', 'namespaces', 'process'];

/** `tuneform local …` */
export function addLocalCommands(program: Command, terminal: Terminal): void {
  const local = program
    .command('local')
    .description('Run the local cloud: AWS services with real training on this machine, free of charge.');
  const add = (name: string, description: string): Command =>
    local
      .command(name)
      .description(description)
      .option(
        '-d, --directory <folder>',
        'folder for its data (default: .tuneform/local-cloud of the project)',
      )
      .option('--json', 'print the result as JSON');

  add('start', 'Start the local cloud in the background, unless it is already running.')
    .option(
      '-p, --port <number>',
      `loopback port, 0 for any free port (default: the last port, else ${String(LOCAL_PORT)})`,
      parsePort,
    )
    .addOption(
      new Option(
        '--runner <name>',
        'what runs images: process, namespaces of Linux (own files and processes), container (podman), or auto, the most isolated that works (default: TUNEFORM_RUNNER, else process)',
      ).choices(RUNNERS),
    )
    .option('-f, --foreground', 'run in this terminal until Ctrl-C')
    .addHelpText('after', examples('npx tuneform local start', 'npx tuneform local start --port 0 --json'))
    .action((options: StartFlags) =>
      options.foreground === true
        ? load.serve().serve(options, terminal)
        : load.local().start(options, terminal),
    );

  add('stop', 'Stop the local cloud and keep its data; the next start continues with it.')
    .addHelpText('after', examples('npx tuneform local stop'))
    .action((options: LocalFlags) => load.local().stop(options, terminal));

  add('status', 'Show whether the local cloud runs, where, and for how long. Exit code 3 if it does not run.')
    .addHelpText('after', examples('npx tuneform local status', 'npx tuneform local status --json'))
    .action((options: LocalFlags) => load.local().status(options, terminal));

  add('reset', 'Stop the local cloud and delete all its data.')
    .option('-y, --yes', 'do not ask for confirmation')
    .addHelpText('after', examples('npx tuneform local reset --yes'))
    .action((options: ResetFlags) => load.local().reset(options, terminal));

  add('env', 'Print shell commands that point the AWS CLI, SDKs and Terraform to the local cloud.')
    .option('--shell <name>', 'sh, fish or powershell', 'sh')
    .addHelpText(
      'after',
      examples('eval "$(npx tuneform local env)"', 'npx tuneform local env --shell fish | source'),
    )
    .action((options: EnvFlags) => load.local().env(options, terminal));

  add(
    'interrupt',
    'Take a training job’s spot instance away, as AWS does: the job goes on from its checkpoint.',
  )
    .argument('<training-job>', 'name of a training job whose program runs')
    .option('--for <seconds>', 'time until there is another instance (default: 0)', parseSeconds)
    .option(
      '--crash',
      'let the instance fail without a warning; also for jobs that are not on spot instances',
    )
    .addHelpText('after', examples('npx tuneform local interrupt digits-001-1a2b3c4d --for 60'))
    .action((job: string, options: InterruptFlags) => load.interrupt().interrupt(job, options, terminal));

  add('quota', 'Set a quota of the account, which launches are held to and the preflight reads.')
    .argument('<name>', 'name of the quota, as Service Quotas lists it')
    .argument('<value>', 'a whole number, from 0 to 9999999', parseQuota)
    .addHelpText('after', examples('npx tuneform local quota "ml.m5.large for training job usage" 2'))
    .action((name: string, value: number, options: LocalFlags) =>
      load.quota().quota(name, value, options, terminal),
    );

  add('requests', 'List the requests that the local cloud answered, oldest first.')
    .option('--since <when>', 'a time (2026-11-21T09:00:00Z) or an age (90s, 10m, 2h, 1d)')
    .option('--mutating', 'only requests that change something')
    .addHelpText('after', examples('npx tuneform local requests --since 10m --mutating'))
    .action((options: RequestFlags) => load.requests().requests(options, terminal));
}
