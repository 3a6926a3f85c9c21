import { CommanderError } from 'commander';
import type { ExitCode } from './exit-codes';
import { EXIT, exitCodeOf } from './exit-codes';
import { buildProgram } from './program';
import { describeFailure } from './terminal/describe-failure';
import { describeFailureAsJson } from './terminal/describe-failure-json';
import type { Terminal } from './terminal/terminal';
import { processTerminal } from './terminal/terminal';

/**
 * Runs the `tuneform` command with `argv` (without node and script). Returns the exit code and never rejects; it prints
 * failures to stderr, with `--json` as one line of JSON.
 */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<ExitCode> {
  const json = asksForJson(argv);
  const program = buildProgram(terminal, { json });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    const isUsage = error instanceof CommanderError;
    if (isUsage && error.exitCode === 0) return EXIT.ok;
    const exitCode = isUsage ? EXIT.usage : exitCodeOf(error);
    if (json) terminal.say(describeFailureAsJson(error, exitCode));
    else if (!isUsage) terminal.say(describeFailure(error, terminal.style));
    return exitCode;
  }
}

/** Before the arguments are parsed, because wrong ones are an error too. */
function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end).includes('--json');
}
