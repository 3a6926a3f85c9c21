import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Root of the repository. */
export const ROOT = join(__dirname, '../..');

/** A command of a page, as a reader types it. */
export interface Command {
  /** Heading that it stands under. */
  readonly section: string;
  /** Line of the page, from 1. */
  readonly line: number;
  /** Text, without comment; lines that end in a backslash are one command. */
  readonly text: string;
}

/** Returns the commands in the `sh` blocks of a page, in order. */
export function commandsOf(page: string): readonly Command[] {
  const commands: Command[] = [];
  let section = '';
  let inside = false;
  let begun = '';
  for (const [at, line] of readFileSync(join(ROOT, page), 'utf8').split('\n').entries()) {
    if (line.startsWith('```')) inside = line === '```sh';
    else if (!inside) section = /^#+ (.*)$/.exec(line)?.[1] ?? section;
    else if (line.endsWith('\\')) begun += `${line.slice(0, -1).trimEnd()} `;
    else {
      const text = `${begun}${line.trim()}`.replace(/\s+#.*$/, '');
      begun = '';
      if (text !== '') commands.push({ section, line: at + 1, text });
    }
  }
  return commands;
}
