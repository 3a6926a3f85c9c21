import type { LogsRead } from './finding';
import type { FailureCause } from './failure-cause';
import { firstErrorLine } from './first-error-line';
import { shownLine } from './show-log';

/** How many causes a message names. */
const MOST = 3;

/** Returns one sentence for each of the most frequent causes: how many, the service's reason, an example and its error. */
export function describeCauses(causes: readonly FailureCause[], logs: LogsRead): string {
  const shown = causes.slice(0, MOST).map((cause) => describeCause(cause, logs));
  const rest = causes.slice(MOST).reduce((sum, { trials }) => sum + trials.length, 0);
  return [...shown, ...(rest > 0 ? [`${String(rest)} failed for other reasons.`] : [])].join(' ');
}

function describeCause({ reason, trials }: FailureCause, logs: LogsRead): string {
  const example = trials.find(({ trainingJobName: name }) => logs.lines.has(name)) ?? trials[0];
  const name = example?.trainingJobName ?? '';
  const why = reason === '' ? 'without a reason' : `with “${shownLine(reason)}”`;
  const error = firstErrorLine(logs.lines.get(name) ?? []);
  // The service often quotes the program's own message.
  const isNews = error !== undefined && !reason.includes(error);
  const said = isNews ? `, whose log says first: “${shownLine(error)}”` : '';
  return trials.length === 1
    ? `${name} failed ${why}${said}.`
    : `${String(trials.length)} failed ${why}, for instance ${name}${said}.`;
}
