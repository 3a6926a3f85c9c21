import { Option } from 'commander';
import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { ConfigurationResolveFlags } from './flags';
import { load } from './load';
import { examples } from './options';

/** Adds `tuneform configuration …`, for layered configurations. */
export function addConfigurationCommands(program: Command, terminal: Terminal): void {
  const configuration = program
    .command('configuration')
    .description('Resolve a layered configuration as a stack does, for a run on this machine.');

  configuration
    .command('resolve <folder> [overrides...]')
    .description(
      'Print the document that training jobs get: every value of a folder with config.yaml, its origin, and the hash. ' +
        'An override is key=value, +key=value, ~key or group=option.',
    )
    .option('--file <path>', 'a file of changes, such as that of one environment')
    .addOption(
      new Option('--provenance', 'print each value with the layer and file that set it').conflicts('hash'),
    )
    .option('--hash', 'print the SHA-256 of the values alone')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `${examples(
        'npx tuneform configuration resolve containers/claims/configuration model=large > configuration.json',
        'npx tuneform configuration resolve containers/claims/configuration seed=2 --provenance',
      )}\n\nExit codes: 0 resolved, 1 the configuration is invalid, 2 wrong usage`,
    )
    .action((folder: string, overrides: readonly string[], flags: ConfigurationResolveFlags) =>
      load.configurationResolve().configurationResolve(folder, overrides, flags, terminal),
    );
}
