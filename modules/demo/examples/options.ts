import { Argument, Command, Option } from 'commander';
import { examples as exampleLines, parsePort } from '../../cli';
import { LOCAL_PORT, TuneformError } from '../../kernel';
import type { DemoOptions } from '../options';
import type { Example } from './example';

export interface ExampleChoice extends DemoOptions {
  readonly example: Example;
}

/** The command line of `npm run example`. */
export function exampleCommand(
  examples: readonly Example[],
  list: () => void,
  run: (choice: ExampleChoice) => Promise<void>,
): Command {
  const names = examples.map(({ name }) => name).join(', ');
  return new Command('example')
    .usage('[NAME] [-- options]')
    .description(
      'Deploys an example to the local cloud: a container, its search with real training jobs, the winner behind an endpoint. ' +
        'Needs no account and costs nothing. Without a name it lists the examples.',
    )
    .addArgument(new Argument('[name]', names))
    .addOption(
      new Option('--keep', 'leave everything running at the end, for exploring').conflicts('destroy'),
    )
    .option('--destroy', 'take down what an earlier run left, and prove that nothing is left')
    .option(
      '-p, --port <number>',
      `port of the local cloud (default: the last one, else ${String(LOCAL_PORT)})`,
      parsePort,
    )
    .addHelpText(
      'after',
      exampleLines('npm run example', 'npm run example mars', 'npm run example mars -- --destroy'),
    )
    .action((name: string | undefined, flags: { destroy?: boolean; keep?: boolean; port?: number }) => {
      if (name === undefined) {
        list();
        return undefined;
      }
      const example = examples.find((one) => one.name === name);
      if (example === undefined) throw unknown(name, names);
      return run({ example, destroy: flags.destroy === true, keep: flags.keep === true, port: flags.port });
    });
}

const unknown = (name: string, names: string): TuneformError =>
  new TuneformError(
    `There is no example "${name}". There are: ${names}. Run one of them: npm run example NAME`,
    {
      code: 'BAD_USAGE',
      summary: 'Unknown Example',
    },
  );
