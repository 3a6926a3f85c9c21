import { messageOf, TuneformError } from '../../kernel';
import type { Style } from './style';

/** Returns the text of an error: the summary, then the message with the remedy, then the code. */
export function describeFailure(thrown: unknown, style: Style): string {
  if (thrown instanceof TuneformError) {
    return `${style.bad(style.strong(`Error: ${thrown.summary}`))}\n${thrown.message} ${style.faint(`[${thrown.code}]`)}`;
  }
  const trace = thrown instanceof Error && thrown.stack !== undefined ? `\n${style.faint(thrown.stack)}` : '';
  return `${style.bad(style.strong('Error: Unexpected Failure'))}\n${messageOf(thrown)}${trace}`;
}
