import type { Command } from 'commander';
import { LOCAL_PORT } from '../../kernel';
import type { Terminal } from '../terminal/terminal';
import type { EnvFlags, LocalFlags, RequestFlags, ResetFlags, StartFlags } from './flags';
import { load } from './load';
import { examples, parsePort } from './options';

/** `tuneform local …` */
export function addLocalCommands(program: Command, terminal: Terminal): void {
  const local = program
    .command('local')
    .description('The stand-in for AWS that runs on this machine, with real training, for nothing.');
  const add = (name: string, description: string): Command =>
    local
      .command(name)
      .description(description)
      .option(
        '-d, --directory <folder>',
        'where its data lives (default: .tuneform/local-cloud of the project)',
      )
      .option('--json', 'print the result as JSON');

  add('start', 'Start it in the background; says so if it runs already.')
    .option(
      '-p, --port <number>',
      `loopback port, 0 for any free one (default: the last one, else ${String(LOCAL_PORT)})`,
      parsePort,
    )
    .option('-f, --foreground', 'stay in this terminal until Ctrl-C')
    .addHelpText('after', examples('npx tuneform local start', 'npx tuneform local start --port 0 --json'))
    .action((options: StartFlags) =>
      options.foreground === true
        ? load.serve().serve(options, terminal)
        : load.local().start(options, terminal),
    );

  add('stop', 'Stop it. Its data stays; the next start continues from there.')
    .addHelpText('after', examples('npx tuneform local stop'))
    .action((options: LocalFlags) => load.local().stop(options, terminal));

  add('status', 'Say whether it runs, where, and since when. Exit code 3 when it does not run.')
    .addHelpText('after', examples('npx tuneform local status', 'npx tuneform local status --json'))
    .action((options: LocalFlags) => load.local().status(options, terminal));

  add('reset', 'Stop it and delete all its data.')
    .option('-y, --yes', 'do not ask')
    .addHelpText('after', examples('npx tuneform local reset --yes'))
    .action((options: ResetFlags) => load.local().reset(options, terminal));

  add('env', 'Print shell exports that point AWS CLI, SDKs and Terraform at it.')
    .option('--shell <name>', 'sh, fish or powershell', 'sh')
    .addHelpText(
      'after',
      examples('eval "$(npx tuneform local env)"', 'npx tuneform local env --shell fish | source'),
    )
    .action((options: EnvFlags) => load.local().env(options, terminal));

  add('requests', 'List the requests it answered, oldest first.')
    .option('--since <when>', 'a moment (2026-11-21T09:00:00Z) or an age (90s, 10m, 2h, 1d)')
    .option('--mutating', 'only those that change something')
    .addHelpText('after', examples('npx tuneform local requests --since 10m --mutating'))
    .action((options: RequestFlags) => load.local().requests(options, terminal));
}
