import { CommanderError } from 'commander';
import { EXIT, exitCodeOf, describeFailure, styleFor } from '../cli';
import { watchForInterruption } from './interruption';
import { demoCommand } from './options';
import { runDemo } from './run-demo';
import { Stage } from './output/stage';

/** Runs `npm run demo`. Resolves with the exit code after everything it started has ended. */
export async function demoMain(argv: readonly string[], project: string): Promise<number> {
  const { stdout, env } = process;
  const style = styleFor(env, stdout.isTTY);
  const stage = new Stage({
    write: (text) => void stdout.write(text),
    style,
    live: stdout.isTTY && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb',
    columns: stdout.columns || 100,
  });
  const interruption = watchForInterruption((text) => stage.line(style.warn(text)));
  const command = demoCommand((options) =>
    runDemo(options, { stage, project, env, signal: interruption.signal }),
  ).exitOverride();
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
