import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { messageOf, TuneformError } from '../../kernel';
import type { Terminal } from '../terminal/terminal';

/** A text that the user gave, and its name in messages. */
export interface Source {
  readonly source: string;
  readonly content: string;
}

/**
 * Returns the texts of files, in their order; `-` is standard input.
 *
 * @param what one of them, such as `plan`
 * @param how standard input is given, such as `--state -`
 * @throws TuneformError `BAD_USAGE` for a file that cannot be read, or standard input given twice.
 */
export async function readSources(
  names: readonly string[],
  { what, how }: { readonly what: string; readonly how: string },
  terminal: Terminal,
): Promise<readonly Source[]> {
  if (names.filter((name) => name === '-').length > 1) {
    throw usage('Standard Input Used Twice', `Standard input can be read only once: give ${how} only once.`);
  }
  const sources: Source[] = [];
  for (const source of names) {
    if (source === '-') sources.push({ source: 'Standard input', content: await text(process.stdin) });
    else sources.push({ source, content: fromFile(resolve(terminal.workingDirectory, source), what) });
  }
  return sources;
}

function fromFile(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const title = `${what.charAt(0).toUpperCase()}${what.slice(1)}`;
    throw usage(`Unreadable ${title}`, `The ${what} could not be read: ${messageOf(error)}`);
  }
}

const usage = (summary: string, message: string): TuneformError =>
  new TuneformError(message, { code: 'BAD_USAGE', summary });
