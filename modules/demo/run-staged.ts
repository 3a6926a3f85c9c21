import type { Command } from 'commander';
import { CommanderError } from 'commander';
import { EXIT, exitCodeOf, describeFailure, styleFor } from '../cli';
import type { Surroundings } from './in-world';
import { watchForInterruption } from './interruption';
import { Stage } from './output/stage';

/** Runs a command line on a stage of its own. Resolves with the exit code after everything it started has ended. */
export async function runStaged(
  argv: readonly string[],
  project: string,
  commandFor: (around: Surroundings) => Command,
): Promise<number> {
  const { stdout, env } = process;
  const style = styleFor(env, stdout.isTTY);
  const stage = new Stage({
    write: (text) => void stdout.write(text),
    style,
    live: stdout.isTTY && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb',
    columns: stdout.columns || 100,
  });
  const interruption = watchForInterruption((text) => stage.line(style.warn(text)));
  const command = commandFor({ stage, project, env, signal: interruption.signal }).exitOverride();
  try {
    await command.parseAsync([...argv], { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    process.stderr.write(`\n${describeFailure(error, style)}\n`);
    return interruption.signal.aborted ? EXIT.interrupted : exitCodeOf(error);
  } finally {
    interruption.release();
  }
}
