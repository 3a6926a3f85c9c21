import { Command, Option } from 'commander';
import { examples, parsePort } from '../cli';
import { LOCAL_PORT } from '../kernel';

/** Options of the demo. */
export interface DemoOptions {
  /** Destroy everything instead of building it. */
  readonly destroy: boolean;
  /** Leave the local cloud and the endpoint running at the end. */
  readonly keep: boolean;
  readonly port: number | undefined;
}

/** The command line of `npm run demo`. */
export function demoCommand(run: (options: DemoOptions) => Promise<void>): Command {
  return new Command('demo')
    .usage('[-- options]')
    .description(
      'Deploys a tuning experiment on handwritten digits to the local cloud, serves the winner and checks it. Needs no account and costs nothing.',
    )
    .addOption(
      new Option('--keep', 'leave everything running at the end, for exploring').conflicts('destroy'),
    )
    .option('--destroy', 'take down what an earlier run left, and prove that nothing is left')
    .option(
      '-p, --port <number>',
      `port of the local cloud (default: the last one, else ${String(LOCAL_PORT)})`,
      parsePort,
    )
    .addHelpText('after', examples('npm run demo', 'npm run demo -- --keep', 'npm run demo -- --destroy'))
    .action((flags: { destroy?: boolean; keep?: boolean; port?: number }) =>
      run({ destroy: flags.destroy === true, keep: flags.keep === true, port: flags.port }),
    );
}
