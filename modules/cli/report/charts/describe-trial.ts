import type { RankedTrial } from '../../../aws';
import { formatNumber, formatSetting } from '../../terminal/figures';
import type { ReportedObjective } from '../report-definition';

/** Returns what a pointer on the mark of a training job shows: name, result and settings, a line each. */
export function describeTrial(trial: RankedTrial, { metric }: ReportedObjective): string {
  const { trainingJobName, objectiveValue, hyperparameters, failureReason } = trial;
  const result =
    objectiveValue === undefined
      ? (failureReason ?? trial.status)
      : `${metric}: ${formatNumber(objectiveValue)}`;
  const settings = Object.entries(hyperparameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return [trainingJobName, result, ...settings.map(([name, text]) => `${name}: ${formatSetting(text)}`)].join(
    '\n',
  );
}
