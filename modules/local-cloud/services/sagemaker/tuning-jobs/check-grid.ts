import { distinctTrials } from '../../../jobs/tuning/tuning-job-record';
import type { EffectiveDefinition } from '../../../jobs/tuning/tuning-job-record';
import { invalid } from '../rejections';

/**
 * Checks the rules of a grid search ("How Hyperparameter Tuning Works", grid search): categorical ranges only, and a
 * number of training jobs, if given, equal to the number of combinations. Throws ValidationException.
 */
export function checkGrid(definitions: readonly EffectiveDefinition[], total: number | undefined): void {
  const [numeric] = definitions.flatMap(({ ranges }) => [
    ...(ranges.IntegerParameterRanges ?? []),
    ...(ranges.ContinuousParameterRanges ?? []),
  ]);
  if (numeric !== undefined) {
    throw invalid(
      `Strategy Grid supports only categorical parameters; "${numeric.Name ?? ''}" has a numeric range. List its values in CategoricalParameterRanges or use another strategy.`,
    );
  }
  const distinct = distinctTrials(definitions);
  if (total === undefined || total === distinct) return;
  throw invalid(
    `MaxNumberOfTrainingJobs (${String(total)}) must be equal to the number of combinations of Strategy Grid (${String(distinct)}). Leave MaxNumberOfTrainingJobs out or set it to ${String(distinct)}.`,
  );
}
