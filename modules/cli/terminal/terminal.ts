import type { Style } from './style';
import { styleFor } from './style';

/** Where a command writes and what it may ask about its surroundings. Tests pass one that collects. */
export interface Terminal {
  /** Data, to stdout: what a script wants. A newline is added. */
  data(text: string): void;
  /** Talk, to stderr: progress, advice, warnings. A newline is added. */
  say(text: string): void;
  /** Styles for `data` and for `say`: the two streams may end in different places. */
  readonly dataStyle: Style;
  readonly style: Style;
  /** True when a person can answer a question: stdin and stderr are terminals. */
  readonly interactive: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
}

/** The process's own streams. */
export function processTerminal(): Terminal {
  return {
    data: (text) => void process.stdout.write(`${text}\n`),
    say: (text) => void process.stderr.write(`${text}\n`),
    dataStyle: styleFor(process.env, process.stdout.isTTY),
    style: styleFor(process.env, process.stderr.isTTY),
    interactive: process.stdin.isTTY && process.stderr.isTTY,
    env: process.env,
    workingDirectory: process.cwd(),
  };
}
