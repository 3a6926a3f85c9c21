const TRACEBACK = 'Traceback (most recent call last)';
/** `ValueError: …` and `my.package.Problem`, which end a traceback, also behind the prefix of a logger. */
const EXCEPTION = /^\s*(?:[\w.]+\.)?[A-Z]\w*(?::|$)/;
const ERROR_WORDS =
  /\b(?:error|exception|fatal|panic|failed|failure|killed|aborted|segmentation fault|out of memory|no such file|not found|permission denied|cannot|could not|unable to)\b|\w(?:Error|Exception)\b/i;
/** A metric by such a name, and a count of no errors. */
const NO_ERROR = /\b(?:error|failed|failures?)["']?\s*[=:]\s*[-+]?[\d.]|\b(?:0|no) (?:errors?|failures?)\b/i;

/**
 * Returns the line of a log that says best why a program failed; undefined if none does.
 *
 * That is the end of the first traceback, because later ones arise while the first is handled. Without one it is the first line
 * with a word for failure: programs go on to print what follows from the first error.
 */
export function firstErrorLine(lines: readonly string[]): string | undefined {
  const from = lines.findIndex((line) => line.includes(TRACEBACK));
  if (from >= 0) {
    const end = lines.slice(from + 1).find((line) => EXCEPTION.test(line));
    if (end !== undefined) return end.trim();
  }
  return lines.find((line) => ERROR_WORDS.test(line) && !NO_ERROR.test(line))?.trim();
}
