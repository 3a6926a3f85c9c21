import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { ExperimentFlags, ListFlags, LogsFlags, ReportFlags, StopFlags } from './flags';
import { load } from './load';
import { examples, parseCount, targetOptions } from './options';

/** Adds the commands that follow searches while they run. */
export function addSearchCommands(program: Command, terminal: Terminal): void {
  const add = (usage: string, description: string): Command =>
    targetOptions(program.command(usage).description(description));
  const owner = '--owner <name>';
  const ownerHelp = 'owner of the experiment, if two owners use the same name';

  add('list', 'List the experiments of the account, newest first, with status, best result and cost.')
    .option(owner, 'only the experiments of this owner')
    .addHelpText(
      'after',
      examples('npx tuneform list', 'npx tuneform list --target aws --owner team-churn --json'),
    )
    .action((flags: ListFlags) => load.list().list(flags, terminal));

  add(
    'logs <name>',
    'Print the log of a training job, or those of the newest search of an experiment. With --json, one object for each ' +
      'training job; with --follow too, one line of JSON for each line.',
  )
    .option(owner, ownerHelp)
    .option('-f, --follow', 'go on until the training job or the search ends, or Ctrl-C')
    .option('--failed', 'only training jobs that failed')
    .option(
      '-n, --tail <count>',
      'only the last lines (default: all of a training job, 20 of each of a search)',
      parseCount,
    )
    .addHelpText(
      'after',
      examples(
        'npx tuneform logs digits --failed',
        'npx tuneform logs digits-0123456789ab-001-1a2b3c4d --tail 100',
        'npx tuneform logs digits -f',
      ),
    )
    .action((name: string, flags: LogsFlags) => load.logs().logs(name, flags, terminal));

  add(
    'watch <experiment>',
    'Show the training jobs of a search live until it ends. Without a terminal, a line for each change; with --json, a line of ' +
      'JSON. Ctrl-C ends the view and not the search.',
  )
    .option(owner, ownerHelp)
    .addHelpText(
      'after',
      examples('npx tuneform watch digits', 'npx tuneform watch digits --json | jq .status'),
    )
    .action((name: string, flags: ExperimentFlags) => load.watch().watch(name, flags, terminal));

  add(
    'report <experiment>',
    'Write a report of an experiment as one HTML file that loads nothing: best so far, settings, importance, cost, failures.',
  )
    .option(owner, ownerHelp)
    .option('--html <file>', 'the file to write')
    .addHelpText(
      'after',
      examples(
        'npx tuneform report digits --html digits.html',
        'npx tuneform report digits --json | jq .importance',
      ),
    )
    .action((name: string, flags: ReportFlags) => load.report().report(name, flags, terminal));

  add(
    'stop <experiment>',
    'Stop the running searches of an experiment. What was found stays, and a champion chooses from it. Exit code 1 unless all ' +
      'have stopped.',
  )
    .option(owner, ownerHelp)
    .option('-y, --yes', 'do not ask for confirmation')
    .addHelpText('after', examples('npx tuneform stop digits', 'npx tuneform stop digits --yes --json'))
    .action((name: string, flags: StopFlags) => load.stop().stop(name, flags, terminal));
}
