import { messageOf, TuneformError } from '../../kernel';
import type { Style } from './style';

/** An error as a person reads it: what in one line, then why and the remedy, the stable code last. */
export function describeFailure(thrown: unknown, style: Style): string {
  if (thrown instanceof TuneformError) {
    return `${style.bad(style.strong(`Error: ${thrown.summary}`))}\n${thrown.message} ${style.faint(`[${thrown.code}]`)}`;
  }
  const trace = thrown instanceof Error && thrown.stack !== undefined ? `\n${style.faint(thrown.stack)}` : '';
  return `${style.bad(style.strong('Error: Unexpected Failure'))}\n${messageOf(thrown)}${trace}`;
}
