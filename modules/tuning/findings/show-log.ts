import type { LogsRead } from './finding';
import { plainLine } from './plain-line';

/** A line of a log may hold a whole data set. */
const LONGEST = 200;

/** Returns a log's line as a message shows it: safe for a terminal, without credentials, at most 200 characters. */
export function shownLine(line: string): string {
  const plain = plainLine(line).trim();
  return plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain;
}

/** Returns lines of a log under a sentence that ends in a colon, indented. */
export function shownLines(sentence: string, lines: readonly string[]): string {
  return [sentence, ...lines.map((line) => `    ${shownLine(line)}`)].join('\n');
}

/** Returns a sentence with the end of a training job's log, empty if the log was not read or has no line. */
export function logTail({ lines }: LogsRead, trainingJobName: string, count = 5): string {
  const own = (lines.get(trainingJobName) ?? []).filter((line) => line.trim() !== '').slice(-count);
  return own.length === 0 ? '' : shownLines(`The log of ${trainingJobName} ends:`, own);
}

/** Returns a sentence that says why logs are missing from the evidence, empty if they are not. */
export function unreadNote({ unread }: LogsRead): string {
  return unread === undefined ? '' : `The logs were not read: ${unread}.`;
}

/** Returns the sentences as one text; lines of a log stay on lines of their own. */
export function sentences(...parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .reduce(
      (text, part) => (text === '' ? part : `${text}${text.includes('\n    ') ? '\n' : ' '}${part}`),
      '',
    );
}
