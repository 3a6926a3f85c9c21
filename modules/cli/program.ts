import { Command } from 'commander';
import { addConfigurationCommands } from './commands/add-configuration';
import { addContainerCommands } from './commands/add-container';
import { addDoctorCommand } from './commands/add-doctor';
import { addInitCommand } from './commands/add-init';
import { addLocalCommands } from './commands/add-local';
import { addMirrorCommand } from './commands/add-mirror';
import { addPricesCommands } from './commands/add-prices';
import { addProviderCommands } from './commands/add-provider';
import { addRemoteCommands } from './commands/add-remote';
import { addPipelineCommands } from './commands/add-pipeline';
import { addSearchCommands } from './commands/add-search';
import { addReviewCommand } from './commands/add-review';
import { addWaitCommand } from './commands/add-wait';
import type { Terminal } from './terminal/terminal';

/** Builds the command tree. A command's module loads only when the command runs. */
export function buildProgram(terminal: Terminal, { json }: { readonly json: boolean }): Command {
  const program = new Command('tuneform')
    .description(
      'Run the local cloud; inspect tuning experiments and call endpoints, there or on AWS; review plans.',
    )
    .version(version(), '-v, --version')
    // A command may have a --version of its own.
    .enablePositionalOptions()
    .showHelpAfterError('(see tuneform --help)')
    .showSuggestionAfterError()
    .addHelpText('after', EXIT_CODES);
  quietly(program, terminal, json);
  addLocalCommands(program, terminal);
  addRemoteCommands(program, terminal);
  addSearchCommands(program, terminal);
  addWaitCommand(program, terminal);
  addReviewCommand(program, terminal);
  addInitCommand(program, terminal);
  addContainerCommands(program, terminal);
  addConfigurationCommands(program, terminal);
  addDoctorCommand(program, terminal);
  addPipelineCommands(program, terminal);
  addMirrorCommand(program, terminal);
  addPricesCommands(program, terminal);
  addProviderCommands(program, terminal);
  for (const command of everyCommand(program)) quietly(command, terminal, json);
  return program;
}

const EXIT_CODES = `
Commands print data to stdout and everything else to stderr; --json prints the data as JSON, and an error
as the last line of stderr: {"error": {"code", "summary", "message", "exitCode"}}. NO_COLOR turns colours off.

Exit codes:
  0    success
  1    failed; of doctor: a check failed; of container check: SageMaker would refuse it; of stop: a tuning job was not stopped
  2    wrong usage, or a confirmation is missing
  3    not found: no such experiment or endpoint, or no local cloud is running
  4    orphans were found and not stopped
  5    a reviewed plan breaks a limit
  130  interrupted with Ctrl-C
  141  the reader of its output has left`;

/** Makes commander throw instead of exiting, so that `main` sets the exit code, and print to the terminal. */
function quietly(command: Command, terminal: Terminal, json: boolean): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => terminal.data(text.trimEnd()),
    // With --json the error itself is printed, as JSON.
    writeErr: (text) => {
      if (!json) terminal.say(text.trimEnd());
    },
  });
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap((child) => everyCommand(child))];
}

function version(): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file lies outside the module's own folder
  return (require('../../package.json') as { version: string }).version;
}
