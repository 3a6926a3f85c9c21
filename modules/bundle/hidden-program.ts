/**
 * Stores a program in a comment at the end of its own executable. Node skips the comment instead of compiling it, and
 * the starter in front compiles it with the code that an earlier start kept.
 */
export interface HiddenProgram {
  /** Identifies the text; hexadecimal. */
  readonly id: string;
  readonly text: string;
}

/** The expression must not match its own text in the starter. */
const OPENING = /\n\/\*program (\w+)\n/;
const CLOSING = '*/\n';

/** Returns the comment. Text that would end it early is escaped: `*~/` for the end of a comment, `*~~` for `*~`. */
export function hide({ id, text }: HiddenProgram): string {
  return `\n/*program ${id}\n${text.replaceAll(/\*([/~])/g, '*~$1')}${CLOSING}`;
}

/** Returns the program in an executable's text. */
export function reveal(executable: string): HiddenProgram {
  const opening = OPENING.exec(executable);
  if (opening === null) throw new Error('no program in this file');
  const begins = opening.index + opening[0].length;
  const text = executable.slice(begins, executable.indexOf(CLOSING, begins));
  return { id: opening[1] ?? '', text: text.replaceAll(/\*~([/~])/g, '*$1') };
}
