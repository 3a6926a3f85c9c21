import type { Style } from './style';
import { styleFor } from './style';

/** The output and the environment of a command. Tests pass one that collects the output. */
export interface Terminal {
  /** Prints data for scripts to stdout, with a newline. */
  data(text: string): void;
  /** Prints progress, advice and warnings to stderr, with a newline. */
  say(text: string): void;
  /** Writes to stdout as it is, for a view that redraws itself; absent if stdout is not a terminal. */
  readonly live?: (text: string) => void;
  /** The styles of `data` and `say`, because only one of the streams may be a terminal. */
  readonly dataStyle: Style;
  readonly style: Style;
  /** True if the user can answer a question: stdin and stderr are terminals. */
  readonly interactive: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
}

/** Returns a terminal on the streams of this process. */
export function processTerminal(): Terminal {
  return {
    data: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    ...(process.stdout.isTTY && { live: (text: string) => void process.stdout.write(text) }),
    dataStyle: styleFor(process.env, process.stdout.isTTY),
    style: styleFor(process.env, process.stderr.isTTY),
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    env: process.env,
    workingDirectory: process.cwd(),
  };
}
