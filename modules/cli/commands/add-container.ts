import { Option } from 'commander';
import type { Command } from 'commander';
import type { Terminal } from '../terminal/terminal';
import type { ContainerCheckFlags } from './flags';
import { load } from './load';
import { examples, parseCount } from './options';

/** Adds `tuneform container …`, for authors of containers. */
export function addContainerCommands(program: Command, terminal: Terminal): void {
  const container = program
    .command('container')
    .description('For authors of containers: check what SageMaker asks of one.');

  container
    .command('check <folder>')
    .description(
      'Train one job and serve one request with a container on this machine, and list what SageMaker would refuse, with the remedy. ' +
        'Uses a local cloud of its own, which is gone afterwards.',
    )
    .option('--data <folder>', 'sample data: its folders are the channels, or its files the channel train')
    .option('--channel <name=folder...>', 'sample data of one channel')
    .option('--hyperparameter <name=value...>', 'hyperparameters of the training job')
    .option('--metric <name=regex...>', 'metrics that training must print')
    .option('--request <file>', 'body of the request (default: the first row of the data, without its label)')
    .option('--content-type <type>', 'of the request (default: by the name of its file, else text/csv)')
    .addOption(new Option('--train-only', 'do not serve').conflicts('serveOnly'))
    .option('--serve-only', 'do not train; the server starts without a model')
    .option('--pack', 'pack the folder even if this machine has an image builder')
    .addOption(
      new Option(
        '--runner <name>',
        'what runs the image: auto, the most isolated that works, namespaces, or process (default: auto)',
      ).choices(['auto', 'namespaces', 'process']),
    )
    .option('--timeout <seconds>', 'for training, and for a server to be ready (default: 60)', parseCount)
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `${examples(
        'npx tuneform container check containers/gradient-boosting',
        "npx tuneform container check my-container --data sample --metric 'score=score=(\\S+)' --hyperparameter depth=3",
      )}\n\nExit codes: 0 SageMaker would run it, 1 it would refuse it, 2 wrong usage`,
    )
    .action((folder: string, flags: ContainerCheckFlags) =>
      load.containerCheck().containerCheck(folder, flags, terminal),
    );
}
