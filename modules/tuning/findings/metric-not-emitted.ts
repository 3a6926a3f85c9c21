import type { TrialRecord } from '../trial';
import type { Finding, LogsRead, ReviewedDefinition, SearchReview } from './finding';
import { measured, trialsOf, within } from './measured';
import { logTail, sentences, shownLines, unreadNote } from './show-log';
import { similarLines } from './similar-lines';

/**
 * Completed training jobs printed no usable value of the objective. If none did, the search has no winner; if some did not, the
 * search had nothing to learn from these: a note for one of many, else a warning.
 */
export function metricNotEmitted(review: SearchReview): readonly Finding[] {
  return review.definitions.flatMap((definition) => {
    const completed = trialsOf(review, definition).filter(({ status }) => status === 'Completed');
    const usable = new Set(measured(completed).map(({ trainingJobName }) => trainingJobName));
    const silent = completed.filter(({ trainingJobName }) => !usable.has(trainingJobName));
    if (silent.length === 0) return [];
    const isAll = silent.length === completed.length;
    const isFrequent = silent.length >= 2 || silent.length * 10 >= completed.length;
    return [
      {
        ...(isAll
          ? { code: 'METRIC_NOT_EMITTED', summary: 'No Training Job Emitted the Metric' }
          : { code: 'METRIC_OFTEN_MISSING', summary: 'Training Jobs Without the Metric' }),
        severity: isAll ? 'error' : isFrequent ? 'warning' : 'note',
        evidence: sentences(
          `${within(definition)}${countOf(silent, completed, definition)}`,
          ...nonFinite(silent),
          linesOf(silent, definition, review.logs),
          unreadNote(review.logs),
        ),
        remedy:
          `Let the container print “${definition.objective.metric_name}” at its end in a form that the metric’s regex ` +
          'matches, or change the regex, and raise the experiment’s run to search again.',
      } as const,
    ];
  });
}

function countOf(
  silent: readonly TrialRecord[],
  completed: readonly TrialRecord[],
  { objective, regex }: ReviewedDefinition,
): string {
  const jobs = completed.length === 1 ? 'training job' : 'training jobs';
  const how = regex === undefined ? '' : `, which the service looks for with ${regex}`;
  return `${String(silent.length)} of ${String(completed.length)} completed ${jobs} emitted no usable value of ${objective.metric_name}${how}.`;
}

/** The service takes `nan` for a value that it read. */
function nonFinite(silent: readonly TrialRecord[]): readonly string[] {
  const count = silent.filter(
    ({ objectiveValue: value }) => value !== undefined && !Number.isFinite(value),
  ).length;
  return count === 0 ? [] : [`${String(count)} of these emitted NaN or infinity: the training diverged.`];
}

function linesOf(silent: readonly TrialRecord[], { regex }: ReviewedDefinition, logs: LogsRead): string {
  const example = silent.find(({ trainingJobName: name }) => logs.lines.has(name))?.trainingJobName;
  if (example === undefined) return '';
  const similar = regex === undefined ? [] : similarLines(regex, logs.lines.get(example) ?? []);
  if (similar.length === 0) return logTail(logs, example);
  return shownLines(`In the log of ${example} these lines come nearest:`, similar);
}
