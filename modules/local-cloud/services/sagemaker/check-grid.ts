import type { ParameterRanges } from '@aws-sdk/client-sagemaker';
import { combinations } from '../../jobs/tuning/combinations';
import { invalid } from './refusals';

/**
 * Checks the rules of a grid search ("How Hyperparameter Tuning Works", grid search): categorical ranges only, and a
 * number of training jobs, if given, equal to the number of combinations. Throws ValidationException.
 */
export function checkGrid(ranges: ParameterRanges, total: number | undefined): void {
  const { IntegerParameterRanges: integer = [], ContinuousParameterRanges: continuous = [] } = ranges;
  const [numeric] = [...integer, ...continuous];
  if (numeric !== undefined) {
    throw invalid(
      `The Grid strategy supports only categorical parameters; "${numeric.Name ?? ''}" has a numeric range. List its values in CategoricalParameterRanges or use another strategy.`,
    );
  }
  const distinct = combinations(ranges);
  if (total === undefined || total === distinct) return;
  throw invalid(
    `MaxNumberOfTrainingJobs (${String(total)}) must be equal to the number of combinations of the Grid strategy (${String(distinct)}). Leave MaxNumberOfTrainingJobs out or set it to ${String(distinct)}.`,
  );
}
