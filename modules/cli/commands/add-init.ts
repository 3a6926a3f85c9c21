import { Option } from 'commander';
import type { Command } from 'commander';
import { LANGUAGES } from '../init/starter-choice';
import type { Terminal } from '../terminal/terminal';
import type { InitFlags } from './flags';
import { load } from './load';
import { examples } from './options';

/** Adds `tuneform init`. */
export function addInitCommand(program: Command, terminal: Terminal): void {
  program
    .command('init [folder]')
    .description(
      'Write a project: a container by SageMaker’s contract, sample data, a search with its champion and endpoint, and a test. ' +
        'Nothing is overwritten.',
    )
    .addOption(
      new Option('--language <name>', 'language of the container').choices(LANGUAGES).makeOptionMandatory(),
    )
    .option('--hcl', 'declare the search in HCL (default: CDKTF in TypeScript)')
    .option('--name <name>', 'name of the experiment (default: that of the folder)')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      examples('npx tuneform init churn --language python', 'npx tuneform init churn --language r --hcl'),
    )
    .action((folder: string | undefined, flags: InitFlags) =>
      load.init().init(folder ?? '.', flags, terminal),
    );
}
