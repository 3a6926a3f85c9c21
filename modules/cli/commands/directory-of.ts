import { resolve } from 'node:path';
import { defaultDirectory } from '../project-root';
import type { Terminal } from '../terminal/terminal';
import type { LocalFlags } from './flags';

/** Returns the folder of the local cloud that a command uses. */
export function directoryOf(flags: LocalFlags, terminal: Terminal): string {
  return flags.directory === undefined
    ? defaultDirectory(terminal.workingDirectory)
    : resolve(terminal.workingDirectory, flags.directory);
}
