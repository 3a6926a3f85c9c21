import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { WaitFlags } from './flags';
import { load } from './load';
import { examples, parseSeconds, targetOptions } from './options';

/** Adds `tuneform wait`. */
export function addWaitCommand(program: Command, terminal: Terminal): void {
  targetOptions(program.command('wait <experiment>'))
    .description('Wait until the newest search of an experiment has ended.')
    .option('--owner <name>', 'owner of the experiment, if two owners use the same name')
    .option('--timeout <seconds>', 'fail if it has not ended by then', parseSeconds)
    .addHelpText(
      'after',
      examples('npx tuneform wait digits', 'npx tuneform wait digits --timeout 3600 && terraform plan'),
    )
    .action((name: string, flags: WaitFlags) => load.wait().wait(name, flags, terminal));
}
