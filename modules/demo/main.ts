import { demoCommand } from './options';
import { runDemo } from './run-demo';
import { runStaged } from './run-staged';

/** Runs `npm run demo`. Resolves with the exit code after everything it started has ended. */
export function demoMain(argv: readonly string[], project: string): Promise<number> {
  return runStaged(argv, project, (around) => demoCommand((options) => runDemo(options, around)));
}
