/**
 * A program that lies in a comment at the end of its own executable, so that Node reads past it instead of compiling it, and
 * the starter in front can compile it with what an earlier start kept.
 */
export interface HiddenProgram {
  /** Differs when the text differs; hexadecimal. */
  readonly id: string;
  readonly text: string;
}

/** The expression does not find itself in the starter's own text. */
const OPENING = /\n\/\*program (\w+)\n/;
const CLOSING = '*/\n';

/** The comment. What would end it early is written differently: `*~/` for the end of a comment, `*~~` for `*~`. */
export function hide({ id, text }: HiddenProgram): string {
  return `\n/*program ${id}\n${text.replaceAll(/\*([/~])/g, '*~$1')}${CLOSING}`;
}

/** The program of an executable's text. */
export function reveal(executable: string): HiddenProgram {
  const opening = OPENING.exec(executable);
  if (opening === null) throw new Error('no program in this file');
  const begins = opening.index + opening[0].length;
  const text = executable.slice(begins, executable.indexOf(CLOSING, begins));
  return { id: opening[1] ?? '', text: text.replaceAll(/\*~([/~])/g, '*$1') };
}
