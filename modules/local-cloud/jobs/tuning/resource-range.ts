import type { HyperParameterTuningJobConfig } from '@aws-sdk/client-sagemaker';
import type { ResourceRange } from '../../../search';
import type { EffectiveDefinition } from './tuning-job-record';

/** Static hyperparameters that give the maximum if HyperbandStrategyConfig does not. */
const EPOCHS = ['epochs', 'numepochs', 'n-epochs', 'n_epochs', 'num_epochs'] as const;

/** Returns Hyperband's resource range for a definition; undefined if its maximum is neither given nor inferable. */
export function resourceRange(
  config: HyperParameterTuningJobConfig | undefined,
  { definition }: EffectiveDefinition,
): ResourceRange | undefined {
  const { MinResource: min = 1, MaxResource: given } = config?.StrategyConfig?.HyperbandStrategyConfig ?? {};
  const inferred = EPOCHS.map((name) => Number(definition.StaticHyperParameters?.[name])).find(
    (epochs) => Number.isInteger(epochs) && epochs >= 1,
  );
  const max = given ?? inferred;
  return max === undefined ? undefined : { min, max };
}
