import { noStyle } from '../../../modules/cli/terminal/style';
import type { Terminal } from '../../../modules/cli/terminal/terminal';

export interface CollectingTerminal extends Terminal {
  readonly stdout: string[];
  readonly stderr: string[];
}

/** A terminal without colour and without a user to prompt; keeps what was written. */
export function collectingTerminal(
  workingDirectory: string,
  env: NodeJS.ProcessEnv = {},
): CollectingTerminal {
  const stdout: string[] = [];
  const stderr: string[] = [];
  return {
    stdout,
    stderr,
    data: (text) => void stdout.push(text),
    say: (text) => void stderr.push(text),
    dataStyle: noStyle,
    style: noStyle,
    interactive: false,
    env,
    workingDirectory,
  };
}
