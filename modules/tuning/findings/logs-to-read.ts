import { isSameSetting } from '../hyperparameter-echo';
import type { TrialRecord } from '../trial';
import { failureCauses } from './failure-cause';
import type { SearchReview } from './finding';
import { bestFirst, measured, trialsOf } from './measured';
import type { Measured } from './measured';

/** Each log costs a few requests, and a message has room for a few. */
const MOST = 3;

/**
 * Returns the training jobs whose logs a review needs, at most three: examples of the most frequent failures, one without the
 * metric, and the best and the worst, whose settings differ most in effect.
 */
export function logsToRead(search: Omit<SearchReview, 'logs'>): readonly string[] {
  const causes = failureCauses(search.trials);
  const completed = search.trials.filter(({ status }) => status === 'Completed');
  const usable = new Set(measured(completed).map(({ trainingJobName }) => trainingJobName));
  const silent = completed.find(({ trainingJobName }) => !usable.has(trainingJobName));
  const compared = search.definitions.flatMap((definition) => {
    const ranked = bestFirst(measured(trialsOf(search, definition)), definition);
    return ranked.length < 2
      ? []
      : contrast(
          ranked,
          definition.ranges.map(({ name }) => name),
        );
  });
  const [first, ...others] = causes.map(({ trials }) => trials[0]);
  const wanted: readonly (TrialRecord | undefined)[] = [first, silent, ...compared, ...others];
  const names = wanted.flatMap((trial) => (trial === undefined ? [] : [trial.trainingJobName]));
  return [...new Set(names)].slice(0, MOST);
}

/** Returns the best, the worst, and one that differs from the best where the worst does not. */
function contrast(ranked: readonly Measured[], names: readonly string[]): readonly Measured[] {
  const [best] = ranked;
  const worst = ranked.at(-1);
  if (best === undefined || worst === undefined) return [];
  const differs = (trial: Measured, name: string): boolean =>
    !isSameSetting(trial.hyperparameters[name] ?? '', best.hyperparameters[name] ?? '');
  const same = names.filter((name) => !differs(worst, name));
  const third =
    same.length === 0 ? undefined : ranked.find((trial) => same.every((name) => differs(trial, name)));
  return [best, worst, ...(third === undefined ? [] : [third])];
}
