import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { MirrorFlags } from './flags';
import { load } from './load';
import { examples } from './options';

/** `tuneform mirror …` */
export function addMirrorCommand(program: Command, terminal: Terminal): void {
  program
    .command('mirror <folder>')
    .description(
      'Write the Terraform provider as a filesystem mirror, for machines whose Terraform CLI configuration has a provider_installation block. Other machines need no mirror, because stacks contain the provider.',
    )
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('npx tuneform mirror ~/.terraform.d/plugins'))
    .action((folder: string, flags: MirrorFlags) => load.mirror().mirror(folder, flags, terminal));
}
