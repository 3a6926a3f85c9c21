import { ExactNumber } from '../values/exact-number';

/** Text longer than this is cut: a diagnostic is read in a terminal. */
const MOST = 120;

/** A value as a practitioner wrote it, short enough for one line of a message. */
export function quote(value: unknown): string {
  const text = value instanceof ExactNumber ? value.decimal : JSON.stringify(value);
  const characters = Array.from(text);
  return characters.length <= MOST ? text : `${characters.slice(0, MOST).join('')}…`;
}
