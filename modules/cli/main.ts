import { CommanderError } from 'commander';
import type { ExitCode } from './exit-codes';
import { EXIT, exitCodeOf } from './exit-codes';
import { buildProgram } from './program';
import { describeFailure } from './terminal/describe-failure';
import type { Terminal } from './terminal/terminal';
import { processTerminal } from './terminal/terminal';

/**
 * Runs the `tuneform` command with `argv` (without node and script). Returns the exit code and never rejects; it prints
 * failures to stderr.
 */
export async function main(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<ExitCode> {
  const program = buildProgram(terminal);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    terminal.say(describeFailure(error, terminal.style));
    return exitCodeOf(error);
  }
}
