import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { DoctorFlags } from './flags';
import { load } from './load';
import { examples, targetOptions } from './options';

/** Adds `tuneform doctor`. */
export function addDoctorCommand(program: Command, terminal: Terminal): void {
  targetOptions(
    program
      .command('doctor')
      .description(
        'Check what a deployment needs: Terraform, Node, provider installation, credentials, region, quotas, role, image, prices ' +
          'and the local cloud, each with its remedy. Changes nothing.',
      ),
  )
    .option('--role <arn>', 'role of training jobs (default: those in the given states)')
    .option('--image <uri>', 'training image (default: those in the given states)')
    .option(
      '--type <name...>',
      'instance types to check quotas and platform for (default: those in the given states)',
    )
    .option('--state <file...>', 'state files or outputs of terraform show -json, - for stdin')
    .addHelpText(
      'after',
      examples(
        'npx tuneform doctor',
        'npx tuneform doctor --target aws --role arn:aws:iam::111122223333:role/training --type ml.g5.xlarge',
        'terraform show -json | npx tuneform doctor --state - --json',
      ),
    )
    .action((flags: DoctorFlags) => load.doctor().doctor(flags, terminal));
}
