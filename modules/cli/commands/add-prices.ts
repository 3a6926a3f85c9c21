import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { PricesRefreshFlags, PricesShowFlags } from './flags';
import { load } from './load';
import { examples } from './options';

/** Adds the commands `tuneform prices …`. */
export function addPricesCommands(program: Command, terminal: Terminal): void {
  const prices = program
    .command('prices')
    .description('Show or renew the list prices that plans calculate with.');

  prices
    .command('show')
    .description('Print the prices of a region, with their date and source.')
    .option('--region <name>', 'AWS region (default: $AWS_REGION, else us-east-1)')
    .option('--type <name...>', 'only these instance types')
    .option('--json', 'print the price table as JSON')
    .addHelpText(
      'after',
      examples('npx tuneform prices show', 'npx tuneform prices show --region eu-west-1 --type ml.g5.xlarge'),
    )
    .action((flags: PricesShowFlags) => {
      load.pricesShow().pricesShow(flags, terminal);
    });

  prices
    .command('refresh')
    .description(
      'Download the price lists that AWS publishes, without credentials, and use them from now on. They go to the folder that ' +
        'TUNEFORM_PRICES names, else to the user’s state folder.',
    )
    .option('--region <name...>', 'AWS regions (default: $AWS_REGION, else us-east-1)')
    .option('--from <url>', 'host of the price lists, for another partition')
    .option('--json', 'print what was written as JSON')
    .addHelpText(
      'after',
      examples(
        'npx tuneform prices refresh --region eu-central-1 us-west-2',
        'TUNEFORM_PRICES=prices npx tuneform prices refresh',
      ),
    )
    .action((flags: PricesRefreshFlags) => load.pricesRefresh().pricesRefresh(flags, terminal));
}
