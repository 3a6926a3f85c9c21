import type { HyperParameterTuningJobConfig } from '@aws-sdk/client-sagemaker';
import { resourceRange } from '../../../jobs/tuning/resource-range';
import type { EffectiveDefinition } from '../../../jobs/tuning/tuning-job-record';
import { invalid } from '../rejections';

/** "The maximum value is 20,000 epochs" (HyperbandStrategyConfig). */
const MOST_UNITS = 20_000;

/** Checks the rules of Hyperband, and that its configuration belongs to no other strategy. Throws ValidationException. */
export function checkHyperband(
  config: HyperParameterTuningJobConfig,
  definitions: readonly EffectiveDefinition[],
): void {
  if (config.Strategy !== 'Hyperband') {
    if (config.StrategyConfig === undefined) return;
    throw invalid(
      `StrategyConfig can be specified only with Strategy Hyperband; the Strategy is ${config.Strategy ?? ''}. Remove its HyperbandStrategyConfig.`,
    );
  }
  if (config.TrainingJobEarlyStoppingType === 'Auto') {
    throw invalid(
      'TrainingJobEarlyStoppingType must be Off with Strategy Hyperband, which stops training jobs by itself.',
    );
  }
  for (const effective of definitions) {
    const range = resourceRange(config, effective);
    if (range === undefined) {
      throw invalid(
        'MaxResource of HyperbandStrategyConfig is not specified and cannot be inferred. Specify it, or one of the static hyperparameters epochs, numepochs, n-epochs, n_epochs, num_epochs.',
      );
    }
    const { min, max } = range;
    if (max > MOST_UNITS) {
      throw invalid(`MaxResource (${String(max)}) must not be greater than ${String(MOST_UNITS)}.`);
    }
    if (min > max) {
      throw invalid(`MinResource (${String(min)}) must not be greater than MaxResource (${String(max)}).`);
    }
  }
}
